import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { MonitorInputOf } from '../../../../electron/contract/monitors/registry.ts';
import type { WordedCheckDetail } from '../../../../electron/contract/worded.ts';
import { freePort } from '../../../support/ports.ts';
import { checkFor } from '../../../support/probed.ts';
import { startProgram, testWith } from '../../../support/real-programs.ts';
import { writeIn } from '../../../support/handed-over.ts';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';
import { tempDirectory } from '../../../support/temp-directory.ts';

let server: TargetServer;

beforeEach(async () => {
  server = await startTargetServer();
  onTestFinished(() => server.close());
});

const check = (given: Partial<MonitorInputOf<'metric'>> = {}): Promise<WordedCheckDetail> =>
  checkFor({ kind: 'metric', url: server.url, query: 'queue_length', timeout: 5_000, ...given });

function answers(...values: readonly string[]): void {
  const result = values.map((value, index) => ({
    metric: { __name__: 'queue_length', shop: String(index) },
    value: [1_767_614_400, value],
  }));
  server.behave({ kind: 'answer', json: { status: 'success', data: { resultType: 'vector', result } } });
}

const below10 = { on: 'value', is: 'lessThan', value: 10 } as const;

describe('a metric', () => {
  test('is asked for by its query, with the login, and its series are kept', async () => {
    answers('3', '4');
    const auth = { type: 'bearer', token: 'geheim' } as const;
    const found = await check({
      url: `${server.url}/prom/`,
      query: 'queue_length{a="b"}',
      auth,
      assertions: [below10],
    });
    expect(found).toMatchObject({ verdict: 'pass', failure: null });
    expect(found.figures).toEqual({ series: 2, 'queue_length{shop="0"}': 3, 'queue_length{shop="1"}': 4 });
    expect(found.scales?.['queue_length{shop="0"}']).toEqual({ unit: '', warning: [], critical: [10] });
    expect(found.evidence).toEqual([
      { name: 'series', type: 'block', text: 'queue_length{shop="0"} 3\nqueue_length{shop="1"} 4' },
    ]);
    expect(server.requests[0]).toMatchObject({
      path: '/prom/api/v1/query?query=queue_length%7Ba%3D%22b%22%7D',
      headers: { authorization: 'Bearer geheim' },
    });
  });

  test('must hold for all series, or for any if so set', async () => {
    answers('3', '40');
    expect(await check({ assertions: [below10] })).toMatchObject({ verdict: 'fail' });
    expect(await check({ assertions: [below10], holdsFor: 'any' })).toMatchObject({ verdict: 'pass' });
    answers('30', '40');
    expect(await check({ assertions: [below10], holdsFor: 'any' })).toMatchObject({ verdict: 'fail' });
  });

  test('names the series that does not hold', async () => {
    answers('3', '40');
    expect((await check({ assertions: [below10] })).failure?.message).toBe(
      'queue_length{shop="1"} is 40, expected less than 10',
    );
    answers('30', '4', '40', '50');
    expect((await check({ assertions: [below10] })).failure?.message).toBe(
      'queue_length{shop="0"} is 30, expected less than 10 (and 2 more)',
    );
    server.behave({
      kind: 'answer',
      json: { status: 'success', data: { resultType: 'scalar', result: [1_767_614_400, '40'] } },
    });
    expect((await check({ assertions: [below10] })).failure?.message).toBe('value 40, expected less than 10');
  });

  test('that is not a number does not hold', async () => {
    answers('NaN');
    expect(await check({ assertions: [below10] })).toMatchObject({ verdict: 'fail' });
  });

  test('without series is what is set for it', async () => {
    answers();
    expect(await check({ assertions: [below10] })).toMatchObject({
      verdict: 'fail',
      failure: { message: 'the query queue_length has no series' },
    });
    expect(await check({ noData: 'unknown' })).toMatchObject({ verdict: 'inconclusive' });
    expect(await check({ noData: 'pass', assertions: [below10] })).toMatchObject({ verdict: 'pass' });
    const none = { on: 'series', is: 'lessThan', value: 1 } as const;
    expect(await check({ assertions: [none, below10] })).toMatchObject({ verdict: 'pass' });
  });

  test('whose query is rejected fails with the reason of the server', async () => {
    server.behave({
      kind: 'answer',
      status: 400,
      json: { status: 'error', errorType: 'bad_data', error: 'parse error' },
    });
    expect((await check()).failure?.message).toBe('the query failed with status 400: parse error');
    server.behave({ kind: 'answer', status: 502, body: '<html>' });
    expect((await check()).failure?.message).toBe('the query failed with status 502');
  });
});

testWith('prometheus')(
  'the real Prometheus is asked',
  async () => {
    const directory = tempDirectory(onTestFinished);
    writeIn(directory, 'prometheus.yml', 'global: {}\n');
    const url = `http://127.0.0.1:${String(await freePort())}`;
    await startProgram(
      'prometheus',
      [
        ...['--config.file=prometheus.yml', `--storage.tsdb.path=${join(directory, 'tsdb')}`],
        `--web.listen-address=${url.slice(7)}`,
      ],
      { cwd: directory, readyUrl: `${url}/-/ready` },
    );
    const value = { on: 'value', is: 'greaterThan', value: 41 } as const;
    expect(await check({ url, query: 'vector(42)', assertions: [value] })).toMatchObject({
      verdict: 'pass',
      figures: { series: 1, value: 42 },
    });
    expect(await check({ url, query: 'scalar(vector(40))', assertions: [value] })).toMatchObject({ verdict: 'fail' });
    expect(await check({ url, query: 'up' })).toMatchObject({ verdict: 'fail', failure: { code: 'no-series' } });
    expect((await check({ url, query: 'sum(' })).failure?.message).toContain('parse error');
  },
  60_000,
);
