import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startFakeExporter } from '../../support/fake-exporter.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { runProgram, testWith } from '../../support/real-programs.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

let clock: ManualClock;
let engine: TestEngine;
let target: TargetServer;

beforeEach(async () => {
  clock = manualClock();
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  target = await startTargetServer();
  onTestFinished(async () => {
    await engine.stop();
    await target.close();
  });
  engine.start();
});

const token = 'mailer-token-0123456789';

/** A monitor that is up, and a job whose first ping has come. */
async function addBoth(): Promise<void> {
  const { monitors } = engine.api;
  valueOf(await monitors.create({ kind: 'heartbeat', id: 'mailer', schedule: { every: '5m' }, token }));
  const said = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };
  await engine.receivePing({ token, kind: 'success', ...said });
  valueOf(
    await monitors.create({
      kind: 'http',
      id: 'shop',
      name: 'The "Shop"',
      url: `${target.url}/a`,
      tags: ['web', 'eu'],
    }),
  );
  await clock.advance(1_000);
  await engine.untilState('shop', 'up');
}

/** The sample lines by name, labels and value. */
function scrape(format: 'text' | 'openmetrics' = 'text'): readonly string[] {
  return [...engine.metrics(format)].join('').split('\n');
}

/** `name value` of the series of one monitor, without its own labels. */
function seriesOf(monitor: string): Readonly<Record<string, number>> {
  const pattern = new RegExp(`^(\\w+)\\{(?:instance="[^"]*",)?monitor="${monitor}"(?:,([^}]*))?\\} (\\S+)$`, 'u');
  return Object.fromEntries(
    scrape().flatMap((line) => {
      const [, name = '', rest, value] = pattern.exec(line) ?? [];
      return value === undefined ? [] : [[rest === undefined ? name : `${name} ${rest}`, Number(value)]];
    }),
  );
}

describe('the metrics', () => {
  test('have the series of a blackbox exporter for a monitor that is checked', async () => {
    await addBoth();
    const series = seriesOf('shop');
    expect(series).toMatchObject({
      probe_success: 1,
      probe_http_status_code: 200,
      probe_http_version: 1.1,
      probe_http_ssl: 0,
      'probe_http_duration_seconds phase="tls"': 0,
      vigilmon_monitor_up: 1,
      vigilmon_monitor_degraded: 0,
      'vigilmon_monitor_info name="The \\"Shop\\"",kind="http",severity="critical",tags=",web,eu,"': 1,
    });
    expect(Object.keys(series).filter((name) => name.startsWith('probe_http_duration'))).toHaveLength(5);
    expect(series['probe_duration_seconds']).toBeGreaterThanOrEqual(0);
    expect(scrape().filter((line) => line.startsWith('probe_success{'))).toEqual([
      `probe_success{instance="${target.url}/a",monitor="shop"} 1`,
    ]);
  });

  test('follow an outage: the failed check at once, the outage when it is confirmed', async () => {
    await addBoth();
    target.behave({ kind: 'answer', status: 503 });
    await clock.advance(60_000);
    await engine.untilState('shop', 'failing');
    expect(seriesOf('shop')).toMatchObject({ probe_success: 0, probe_http_status_code: 503, vigilmon_monitor_up: 1 });
    await clock.advance(5_000);
    await engine.untilState('shop', 'down');
    expect(seriesOf('shop')).toMatchObject({ probe_success: 0, vigilmon_monitor_up: 0 });
  });

  test('have no sample of what is not known', async () => {
    await addBoth();
    valueOf(await engine.api.monitors.update({ kind: 'http', id: 'shop', enabled: false }));
    const series = seriesOf('shop');
    expect(Object.keys(series).filter((name) => !name.startsWith('vigilmon_monitor_info'))).toEqual([
      'vigilmon_monitor_last_check_timestamp_seconds',
    ]);
  });

  test('name the deadline of a job', async () => {
    await addBoth();
    const series = seriesOf('mailer');
    expect(series['vigilmon_monitor_up']).toBe(1);
    expect(series['vigilmon_heartbeat_deadline_timestamp_seconds']).toBe((clock.now() - 1_000 + 300_000) / 1_000);
    expect(Object.keys(series).filter((name) => name.startsWith('probe_'))).toEqual([]);
  });

  test('count the monitors of each state, and describe the program', async () => {
    await addBoth();
    const lines = scrape();
    expect(lines).toContain('vigilmon_monitors{state="up"} 2');
    expect(lines).toContain('vigilmon_monitors{state="down"} 0');
    expect(lines).toContain('vigilmon_online 1');
    expect(lines).toContain('vigilmon_build_info{version="0.0.0-test"} 1');
    expect(scrape('openmetrics').slice(-2)).toEqual(['# EOF', '']);
  });

  test('say from where a monitor with locations was seen, until the report is too old', async () => {
    const exporter = await startFakeExporter();
    valueOf(await engine.api.locations.save({ kind: 'blackbox', id: 'ohio', url: exporter.url }));
    const answered = engine.until('locations', () => true);
    valueOf(await engine.api.monitors.create({ kind: 'http', id: 'shop', url: target.url, locations: ['ohio'] }));
    await clock.advance(1_000);
    await engine.untilState('shop', 'up');
    await answered;
    expect(seriesOf('shop')).toMatchObject({
      'probe_success location="here"': 1,
      'probe_success location="ohio"': 1,
      'probe_duration_seconds location="ohio"': 0.0316,
      vigilmon_monitor_up: 1,
    });
    exporter.see('hangs');
    await clock.advance(31 * 60_000);
    expect(seriesOf('shop')).not.toHaveProperty('probe_success location="ohio"');
  });
});

testWith('promtool')('promtool finds nothing to improve in the metrics', async () => {
  await addBoth();
  const input = [...engine.metrics('text')].join('');
  expect(await runProgram('promtool', ['check', 'metrics'], { input })).toEqual({ code: 0, output: '' });
});
