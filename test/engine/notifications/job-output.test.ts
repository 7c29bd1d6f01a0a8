import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { outputReasons } from '../../../electron/engine/notifications/job-output.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';

const token = 'nightly-job-0123456789';

let engine: TestEngine;
let slack: WebhookReceiver;

beforeEach(async () => {
  engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock: manualClock() });
  slack = await openWebhookReceiver();
  onTestFinished(async () => {
    await engine.stop();
    await slack.close();
  });
  engine.start();
  valueOf(await engine.api.channels.create({ id: 'ops', kind: 'slack', webhookUrl: slack.url }));
  valueOf(await engine.api.rules.replace({ rules: [{ when: {}, channels: ['ops'] }] }));
  valueOf(await engine.api.monitors.create({ id: 'job', kind: 'heartbeat', schedule: { every: '5m' }, token }));
});

async function fail(body: string): Promise<string> {
  const sent = engine.until('alert', ({ alert }) => alert.event === 'down' && alert.status === 'sent');
  const said = { kind: 'fail', exitCode: 2, runId: null, remoteAddress: '127.0.0.1', userAgent: 'test' } as const;
  await engine.receivePing({ token, body, ...said });
  await sent;
  return JSON.stringify(slack.received.at(-1));
}

test('the alert of a failed run carries the end of its output', async () => {
  const alert = await fail('copying\n\ndisk is full\n');
  expect(alert).toContain('exit code 2');
  expect(alert).toContain('output: copying');
  expect(alert).toContain('output: disk is full');
});

test('an alert of a run without output says nothing about it', async () => {
  expect(await fail('')).not.toContain('output:');
});

test('only the last lines count, each cut and without control characters', () => {
  const output = [...Array.from({ length: 20 }, (_, index) => `line ${String(index)}`), `\u001b[31m${'x'.repeat(400)}`];
  const lines = outputReasons(output.join('\n')).map(({ facts }) => ('line' in facts ? facts.line : ''));
  expect(lines.slice(0, 5)).toEqual(['line 15', 'line 16', 'line 17', 'line 18', 'line 19']);
  expect(lines[5]).toHaveLength(300);
  expect(lines[5]?.startsWith('[31mxxx')).toBe(true);
});
