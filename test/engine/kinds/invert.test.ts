/** Monitors whose target is expected to be down. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AnchorResult } from '../../../electron/engine/network/anchors.ts';
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import { asExpected } from '../../../electron/engine/kinds/invert.ts';
import { runProbe } from '../../../electron/engine/locations/here/run-probe.ts';
import { storedMonitors } from '../../../electron/engine/monitors/stored-monitor.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { freePort } from '../../support/ports.ts';
import { monitorFor } from '../../support/probed.ts';
import { startTargetServer, type Behaviour } from '../../support/target-server.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf } from '../../support/test-engine.ts';
import { httpMonitor, probeContext } from './http/rig.ts';

const inverted = async (url: string, fields: Partial<HttpMonitor> = {}) => {
  const monitor = httpMonitor(url, { invert: true, timeout: 500, ...fields });
  return asExpected(monitor, await runProbe(monitor, probeContext()));
};

async function serve(behaviour: Behaviour): Promise<string> {
  const server = await startTargetServer({ behaviour });
  onTestFinished(() => server.close());
  return server.url;
}

describe('an inverted check', () => {
  test('fails where the target responds as it should not', async () => {
    const found = await inverted(await serve({ kind: 'answer', status: 204 }));
    expect(found).toMatchObject({ verdict: 'fail', failure: { code: 'up-unexpectedly', facts: { status: 204 } } });
  });

  test('fails where the target is slow, as that is up', async () => {
    const found = await inverted(await serve({ kind: 'answer' }), { degradedAfter: 0 });
    expect(found).toMatchObject({ verdict: 'fail', failure: { code: 'up-unexpectedly' } });
  });

  test('passes where the connection is refused, and shows how it failed', async () => {
    const found = await inverted(`http://127.0.0.1:${String(await freePort())}/`);
    expect(found).toMatchObject({ verdict: 'pass', failure: null });
    expect(found.evidence).toEqual([{ name: 'expectedFailure', type: 'line', text: 'connection-refused' }]);
  });

  test.each<[string, Behaviour, string]>([
    ['time out', { kind: 'hang', before: 'headers' }, 'timed-out'],
    ['another status', { kind: 'answer', status: 403 }, 'assertions-failed'],
    ['a reset connection', { kind: 'reset', at: 'request' }, 'connection-closed'],
  ])('passes with a %s', async (_, behaviour, text) => {
    const found = await inverted(await serve(behaviour));
    expect(found).toMatchObject({ verdict: 'pass', evidence: [{ name: 'expectedFailure', text }] });
  });

  test.each([
    { code: 'no-name-server', facts: { host: 'a.example' } },
    { code: 'lookup-failed', facts: { host: 'a.example', error: 'EAI_FAIL' } },
    { code: 'proxy-failed', facts: { proxy: 'p:1', why: 'unreachable', detail: null } },
    { code: 'timed-out', facts: { afterMs: 1, stage: 'dns', host: 'a', peer: 'a', bodyBytes: null } },
  ] as const)('is inconclusive where the failure says nothing of the target: $code', async (failure) => {
    const monitor = httpMonitor('http://127.0.0.1:9/');
    const failed = { ...(await runProbe(monitor, probeContext())), verdict: 'fail', failure } as const;
    expect(asExpected({ invert: true }, failed)).toMatchObject({ verdict: 'inconclusive', failure });
    expect(asExpected({ invert: false }, failed)).toBe(failed);
  });
});

describe('an inverted monitor', () => {
  async function engineWith(anchor: AnchorResult) {
    const engine = await openTestEngine({
      directory: tempDirectory(onTestFinished),
      clock: manualClock(),
      askAnchor: () => Promise.resolve(anchor),
      // As of the internet: those of this computer are never reviewed.
      probes: { http: async (monitor, environment) => runProbe({ ...monitor, url: target }, environment) },
    });
    onTestFinished(() => engine.stop());
    return engine;
  }
  let target = '';
  const create = { kind: 'http', id: 'closed', url: 'http://closed.invalid/', invert: true } as const;

  test.each<[AnchorResult, string]>([
    ['reached', 'pass'],
    ['nothing', 'inconclusive'],
    ['other', 'inconclusive'],
  ])('whose check fails while anchors say "%s": %s', async (anchor, verdict) => {
    target = `http://127.0.0.1:${String(await freePort())}/`;
    const engine = await engineWith(anchor);
    valueOf(await engine.api.monitors.create(create));
    expect(valueOf(await engine.api.monitors.checkNow({ id: 'closed' }))).toMatchObject({ verdict });
  });

  test.each<[AnchorResult, string]>([
    ['reached', 'fail'],
    ['other', 'inconclusive'],
  ])('whose target responds while anchors say "%s": %s', async (anchor, verdict) => {
    target = await serve({ kind: 'answer' });
    const engine = await engineWith(anchor);
    valueOf(await engine.api.monitors.create(create));
    const check = valueOf(await engine.api.monitors.checkNow({ id: 'closed' }));
    expect(check.verdict).toBe(verdict);
    if (verdict === 'fail') {
      expect(check.failure?.message).toBe('responded with status 200, but expected to be down');
    }
  });

  test('is not what monitors of earlier versions are', () => {
    const { invert, ...definition } = monitorFor({ kind: 'tcp', host: 'a.example', port: 1 });
    const read = storedMonitors.read({ kind: 'tcp', version: 1, definition });
    expect(read).toMatchObject({ ok: true, value: { invert: false } });
    expect(invert).toBe(false);
  });
});
