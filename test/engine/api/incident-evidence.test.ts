import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { PingKind } from '../../../electron/contract/model/history.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { startTargetServer, type TargetServer } from '../../support/target-server.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';
import { openWebhookReceiver } from '../../support/webhook-receiver.ts';

const canary = 'canary-7f3a9c51e2';

const zoneBefore = process.env['TZ'];

afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

let clock: ManualClock;
let engine: TestEngine;
let service: TargetServer;

beforeEach(async () => {
  process.env['TZ'] = 'UTC';
  clock = manualClock(Date.UTC(2026, 10, 29, 9, 0, 0));
  service = await startTargetServer({ behaviour: answer(200, 'ok') });
  const receiver = await openWebhookReceiver();
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  onTestFinished(async () => {
    await engine.stop();
    await Promise.all([service.close(), receiver.close()]);
  });
  const { api } = engine;
  valueOf(await api.channels.create({ id: 'ops', kind: 'slack', name: 'Operations', webhookUrl: receiver.url }));
  valueOf(await api.rules.replace({ rules: [{ when: {}, channels: ['ops'] }] }));
  valueOf(
    await api.monitors.create({
      id: 'shop',
      kind: 'http',
      name: 'Shop `API`',
      url: `${service.url}/health`,
      interval: '1h',
      failAfter: 1,
      recoverAfter: 1,
      severity: 'critical',
      headers: { Authorization: `Bearer ${canary}` },
      assertions: [
        { on: 'status', is: 'equals', value: 200 },
        { on: 'responseTime', is: 'lessThan', value: 5_000 },
      ],
    }),
  );
});

function answer(status: number, database: string): Parameters<TargetServer['behave']>[0] {
  const headers = { 'x-request': `for ${canary}` };
  return {
    kind: 'answer',
    status,
    headers,
    json: { checks: { database }, status: database === 'ok' ? 'ok' : 'error' },
  };
}

async function check(...verdicts: readonly string[]): Promise<void> {
  for (const verdict of verdicts) {
    expect(valueOf(await engine.api.monitors.checkNow({ id: 'shop' })).verdict).toBe(verdict);
    await clock.advance(10_000);
  }
}

async function evidence(): Promise<{ readonly name: string; readonly text: string }> {
  return valueOf(await engine.api.incidents.evidence({ id: 1 }));
}

/** The text of a section's fences. */
function section(text: string, title: string): string {
  const [, found = ''] = text.split(`\n## ${title}\n`);
  return found.split('\n## ')[0] ?? '';
}

test('the evidence of an incident says what failed, when, where, and what came before and after', async () => {
  await check('pass', 'pass');
  service.behave(answer(503, 'error: connection refused'));
  await check('fail', 'fail');
  service.behave(answer(200, 'ok'));
  await check('pass', 'pass');

  const { name, text } = await evidence();
  expect(name).toBe('shop-incident-1.md');
  const incident = section(text, 'Incident');
  for (const line of [
    /^monitor +Shop `API`$/mu,
    new RegExp(`^target +${service.url}/health$`, 'mu'),
    /^severity +critical$/mu,
    /^state +resolved$/mu,
    /^reason +status 503, expected 200; database: error: connection refused$/mu,
    /^started +29 Nov 2026, 09:00:20 UTC$/mu,
    /^ended +29 Nov 2026, 09:00:40 UTC$/mu,
    /^duration +20 s$/mu,
    /^program +Vigilmon 0\.0\.0-test$/mu,
    /^written +29 Nov 2026, 09:01:00 UTC$/mu,
  ]) {
    expect(incident).toMatch(line);
  }
  expect(incident).toContain(hostname().slice(0, 64));

  const failed = section(text, 'First failed check');
  expect(failed).toMatch(/^failed +status 503, expected 200$/mu);
  expect(failed).toMatch(/^passed +response time [\d.,]+ ms, expected less than 5,000 ms$/mu);
  expect(failed).toMatch(/^unhealthy +database: error: connection refused$/mu);
  expect(failed).toMatch(/^response +status 503, HTTP\/1\.1, \d+ bytes$/mu);
  expect(failed).toMatch(/^first byte +[\d.]+ ms$/mu);
  expect(section(text, 'First failed check: response headers')).toContain('content-type: application/json');
  expect(section(text, 'First failed check: response body')).toContain('"database":"error: connection refused"');
  expect(section(text, 'Last good check before it')).toMatch(/^time +29 Nov 2026, 09:00:10 UTC$/mu);

  const times = (title: string): readonly string[] =>
    [...section(text, title).matchAll(/, 09:(\d\d:\d\d) UTC +(passed|failed)/gu)].map(([, at, verdict]) =>
      [at, verdict].join(' '),
    );
  expect(times('Checks around the start')).toEqual([
    '00:00 passed',
    '00:10 passed',
    '00:20 failed',
    '00:30 failed',
    '00:40 passed',
  ]);
  expect(times('Checks around the end')).toEqual([
    '00:10 passed',
    '00:20 failed',
    '00:30 failed',
    '00:40 passed',
    '00:50 passed',
  ]);
});

test('the evidence lists the notifications with what each receiver answered', async () => {
  await check('pass');
  service.behave(answer(503, 'error'));
  engine.start();
  const sent = engine.until('alert', ({ alert }) => alert.status === 'sent');
  await check('fail');
  await sent;
  const text = section((await evidence()).text, 'Notifications');
  expect(text).toMatch(/^DOWN to Operations +accepted at 29 Nov 2026, 09:00:\d\d UTC$/mu);
  expect(text).toMatch(/^ +attempt at 29 Nov 2026, 09:00:\d\d UTC: 200 ok$/mu);
});

test('of an open incident the evidence has the time so far and the latest checks', async () => {
  await check('pass');
  service.behave(answer(503, 'error'));
  await check('fail', 'fail');
  const { text } = await evidence();
  expect(section(text, 'Incident')).toMatch(/^state +open$/mu);
  expect(section(text, 'Incident')).toMatch(/^duration +20 s so far$/mu);
  expect(section(text, 'Latest checks').match(/ UTC +failed in /gu)).toHaveLength(2);
});

test('a secret that the server reflects is redacted in the evidence, and its body cannot end its fence', async () => {
  await check('pass');
  service.behave({
    kind: 'answer',
    status: 500,
    headers: { 'x-token': canary },
    body: `before ${canary}\n\`\`\`\`\n# Forged heading\u202e`,
  });
  await check('fail');
  const { text } = await evidence();
  expect(text).not.toContain(canary);
  expect(section(text, 'First failed check: response headers')).toContain('x-token: ***');
  const body = section(text, 'First failed check: response body');
  expect(body).toContain('before ***\n````\n# Forged heading\\u202e');
  expect(body.trim()).toMatch(/^`{5}text\n[^]*\n`{5}$/u);
});

test('one failed check is a file of its own, with its location and without secrets', async () => {
  service.behave(answer(503, `error: ${canary}`));
  await check('fail');
  const failed = valueOf(await engine.api.history.checks({ monitorId: 'shop', limit: 1 })).items[0];
  const { name, text } = valueOf(await engine.api.history.evidence({ monitorId: 'shop', at: failed?.at ?? 0 }));
  expect(name).toBe('shop-check-2026-11-29T090000.md');
  expect(text).not.toContain(canary);
  expect(text).toMatch(/^# Check of Shop `API`: evidence$/mu);
  expect(section(text, 'Monitor')).toMatch(/^monitor +Shop `API`$/mu);
  expect(section(text, 'Monitor')).not.toMatch(/^location /mu);
  expect(section(text, 'Check')).toMatch(/^reason +status 503, expected 200$/mu);
  expect(section(text, 'Check: response body')).toContain('"database":"error: ***"');
  expect(await engine.api.history.evidence({ monitorId: 'shop', at: 1 })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });
});

describe('the evidence of a job', () => {
  const token = 'a-token-of-22-characters';
  const rid = '1a2b3c4d-0000-4000-8000-000000000001';

  async function ping(kind: PingKind, body: string, runId: string | null = rid): Promise<void> {
    const exitCode = kind === 'fail' ? 3 : null;
    const said = { exitCode, runId, body, remoteAddress: '127.0.0.1', userAgent: 'test' };
    expect(await engine.receivePing({ token, kind, ...said })).toBe('ok');
    await clock.advance(5_000);
  }

  beforeEach(async () => {
    valueOf(await engine.api.monitors.create({ kind: 'heartbeat', id: 'backup', schedule: { every: '1d' }, token }));
    engine.start();
    await ping('success', 'all is well', null);
    await ping('start', `curl http://127.0.0.1:7464/ping/${token}`);
    await ping('start', 'another run', null);
    await ping('log', 'half of it');
    await ping('fail', 'disk full');
  });

  test('has what the run concerned printed, its own pings alone, without the token', async () => {
    const { items } = valueOf(await engine.api.pings.list({ monitorId: 'backup' }));
    const [end] = items;
    const { name, text } = valueOf(await engine.api.pings.evidence({ monitorId: 'backup', id: end?.id ?? 0 }));
    expect(name).toBe('backup-run-2026-11-29T090005.md');
    expect(
      section(text, 'Pings')
        .match(/ UTC +(\w+)/gu)
        ?.map((line) => line.split(/ +/u).at(-1)),
    ).toEqual(['start', 'log', 'failure']);
    expect(section(text, 'Pings')).toMatch(/failure, exit code 3, after 15\.0 s$/mu);
    expect(text).toContain('## Body of the ping (failure) at 29 Nov 2026, 09:00:20 UTC\n\n```text\ndisk full');
    expect(text).toContain('/ping/***');
    expect(text).not.toContain(token);
    expect(text).not.toContain('another run');
    const unknown = await engine.api.pings.evidence({ monitorId: 'backup', id: 999 });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  test('as an incident has the pings that led to it and their bodies', async () => {
    const { text } = await evidence();
    expect(section(text, 'Incident')).toMatch(/^monitor +backup$/mu);
    expect(section(text, 'Pings')).toMatch(/failure, exit code 3/u);
    expect(text).toContain('half of it');
    expect(text).toContain('disk full');
    expect(text).not.toContain(token);
  });
});
