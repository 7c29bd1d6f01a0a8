import { expect, test } from 'vitest';
import { redact, redactText } from '../../electron/host/redact.ts';

test.each([
  ['POST https://hooks.slack.com/services/T0/B0/xyz failed', 'POST https://hooks.slack.com/*** failed'],
  ['GET http://127.0.0.1:7464/ping/0123456789abcdef/start', 'GET http://127.0.0.1:7464/ping/***/start'],
  [
    'POST http://127.0.0.1:7464/api/push/0123456789abcdef?status=up',
    'POST http://127.0.0.1:7464/api/push/***?status=up',
  ],
  ['Authorization: Bearer abc.def-123', 'Authorization: Bearer ***'],
  ['smtp://user:pass@mail.example.com:587', 'smtp://***@mail.example.com:587'],
  ['http://127.0.0.1:7464/#token=abcdef', 'http://127.0.0.1:7464/#token=***'],
  ['status 503, expected 200', 'status 503, expected 200'],
])('a text loses its credentials: %s', (text, redacted) => {
  expect(redactText(text)).toBe(redacted);
});

test('a field whose name suggests a secret loses its value, at any depth', () => {
  const context = { channel: { smtp: { host: 'mail', password: 'hunter2' } }, headers: [{ 'X-Api-Key': 'k' }] };
  expect(redact(context)).toEqual({
    channel: { smtp: { host: 'mail', password: '***' } },
    headers: [{ 'X-Api-Key': '***' }],
  });
});

test('a flag that only says that there is a secret stays', () => {
  expect(redact({ hasSecret: true, token: null })).toEqual({ hasSecret: true, token: null });
});

test('an error keeps its code and causes, without the secrets in their texts', () => {
  const cause = Object.assign(new Error('connect to redis://u:p@db failed'), { code: 'ECONNREFUSED' });
  const shown = redact(new Error('could not send', { cause }));
  expect(shown).toMatchObject({
    message: 'could not send',
    cause: { message: 'connect to redis://***@db failed', code: 'ECONNREFUSED' },
  });
  expect(JSON.stringify(shown)).not.toContain('u:p');
});

test('a cycle ends', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  expect(JSON.stringify(redact(loop))).toContain('...');
});
