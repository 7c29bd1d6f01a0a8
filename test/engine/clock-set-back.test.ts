/** The clock is set back by a year while Vigilmon runs: everything continues, and nothing waits for a year. */
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { healthy, startTargetServer, type TargetServer } from '../support/target-server.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const year = 365 * 86_400_000;

let clock: ManualClock;
let engine: TestEngine;
let server: TargetServer;
let slack: WebhookReceiver;

beforeEach(async () => {
  clock = manualClock();
  server = await startTargetServer();
  slack = await openWebhookReceiver();
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  engine.start();
});
afterEach(async () => {
  await engine.stop();
  await Promise.all([server.close(), slack.close()]);
});

async function check(id: string): Promise<string> {
  return valueOf(await engine.api.monitors.checkNow({ id })).verdict;
}
async function stateOf(id: string): Promise<string | undefined> {
  return valueOf(await engine.api.overview.get(undefined)).monitors.find((monitor) => monitor.id === id)?.state;
}
function setBack(): void {
  clock.set(clock.now() - year);
}

describe('a clock that is set back a year', () => {
  it('does not stop checks, and a later outage is reported at once', async () => {
    valueOf(await engine.api.monitors.create({ id: 'shop', kind: 'http', url: server.url, failAfter: 1 }));
    expect(await check('shop')).toBe('pass');
    setBack();
    const due = server.nextRequest();
    await clock.advance(61_000);
    await due;
    server.behave({ kind: 'answer', status: 503 });
    const told = engine.until('alert', ({ alert }) => alert.event === 'down' && alert.status === 'sent');
    expect(await check('shop')).toBe('fail');
    await told;
    server.behave(healthy);
    await check('shop');
    await check('shop');
    expect(await stateOf('shop')).toBe('up');
  });

  it('leaves a history without overlaps, gaps or negative durations', async () => {
    valueOf(await engine.api.monitors.create({ id: 'shop', kind: 'http', url: server.url, failAfter: 1 }));
    expect(await check('shop')).toBe('pass');
    setBack();
    server.behave({ kind: 'answer', status: 503 });
    await check('shop');
    clock.set(clock.now() + year);
    await check('shop');
    const spans = valueOf(await engine.api.history.spans({ monitorId: 'shop', from: 0, to: clock.now() + year }));
    for (const [index, { from, to }] of spans.entries()) {
      expect(to === null || to > from).toBe(true);
      if (index > 0) expect(from).toBe(spans[index - 1]?.to);
    }
    const [incident] = valueOf(await engine.api.incidents.list({})).items;
    expect(incident?.confirmedAt ?? 0).toBeGreaterThanOrEqual(incident?.startedAt ?? Infinity);
  });

  it('does not delay the retry of an alert by a year', async () => {
    valueOf(await engine.api.channels.create({ id: 'ops', kind: 'slack', webhookUrl: slack.url }));
    valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['ops'] }] }));
    valueOf(await engine.api.monitors.create({ id: 'shop', kind: 'http', url: server.url, failAfter: 1 }));
    expect(await check('shop')).toBe('pass');
    slack.answerWith({ status: 500, body: 'oops' });
    server.behave({ kind: 'answer', status: 503 });
    const tried = engine.until('alert', ({ alert }) => alert.attempts.length === 1);
    await check('shop');
    await tried;
    setBack();
    slack.answerWith({ status: 200, body: 'ok' });
    const told = engine.until('alert', ({ alert }) => alert.status === 'sent');
    await clock.advance(60_000);
    await told;
  });

  it('does not delay the deadline of a heartbeat by a year', async () => {
    const token = 'nightly-job-0123456789';
    valueOf(
      await engine.api.monitors.create({
        id: 'job',
        kind: 'heartbeat',
        schedule: { every: '10m' },
        grace: '1m',
        token,
      }),
    );
    const { exitCode, runId } = { exitCode: null, runId: null };
    await engine.receivePing({ token, kind: 'success', exitCode, runId, body: '', remoteAddress: '', userAgent: '' });
    await clock.advance(60_000);
    setBack();
    await clock.advance(9 * 60_000);
    expect(await stateOf('job')).toBe('late');
    await clock.advance(2 * 60_000);
    expect(await stateOf('job')).toBe('down');
  });
});
