import { expect, test } from 'vitest';
import { untriedHealth } from '../../../electron/engine/notifications/alert-config.ts';
import { said } from '../../../electron/contract/delivery-answer.ts';
import { wordedAlert, wordedChannel, wordedTest } from '../../../electron/engine/api/worded.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { nativeChannel } from '../notifications/samples.ts';
import { midnight, newAlert, openTestStore } from '../store/fixtures.ts';

const refused = { code: 'connection-failed', facts: { error: 'ECONNREFUSED' } } as const;

test('a delivery leaves the engine with its title, and with each answer in words and as code and facts', async () => {
  const store = await openTestStore();
  const [id = 0] = store.outbox.add([newAlert('incident:1')], midnight);
  const attempt = { at: midnight, tookMs: 1, accepted: false, answer: refused };
  const record = store.outbox.recordAttempt(id, attempt, { status: 'failed', nextAttemptAt: null });
  expect(record).not.toHaveProperty('title');
  const alert = wordedAlert(record, en);
  expect(alert).toMatchObject({
    title: '[DOWN] Shop API: connection refused by 127.0.0.1:5000',
    attempts: [{ ...attempt, ...refused, answer: 'connection refused (ECONNREFUSED)' }],
  });
  expect(alert).not.toHaveProperty('payload');
});

test('a channel leaves the engine with its last error in words and as code and facts', () => {
  const health = { ...untriedHealth, lastErrorAt: 1, lastError: refused, failures: 2, trouble: 'broken' } as const;
  expect(wordedChannel({ ...nativeChannel(), health }, en).health).toEqual({
    lastSuccessAt: null,
    lastErrorAt: 1,
    lastError: 'connection refused (ECONNREFUSED)',
    lastErrorAnswer: refused,
    failures: 2,
    failingSince: null,
    trouble: 'broken',
    broken: true,
  });
  const untried = { ...health, lastErrorAt: null, lastError: null };
  expect(wordedChannel({ ...nativeChannel(), health: untried }, en).health).toMatchObject({
    lastError: null,
    lastErrorAnswer: null,
  });
});

test('the result of a test message leaves the engine in words and as code and facts', () => {
  const result = { accepted: true, tookMs: 3, answer: said('200 ok') };
  expect(wordedTest(result, en)).toEqual({ accepted: true, tookMs: 3, ...said('200 ok'), answer: '200 ok' });
});
