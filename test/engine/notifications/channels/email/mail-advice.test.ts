import { expect, it } from 'vitest';
import {
  mailAdvice,
  type MailFailure,
} from '../../../../../electron/engine/notifications/channels/email/mail-advice.ts';

const failure = (changes: Partial<MailFailure>): MailFailure => ({ connectionError: null, ...changes });

it('a server that says nothing may expect TLS', () => {
  const silent = failure({ code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT', connectionError: 'ETIMEDOUT' });
  expect(mailAdvice(silent, { security: 'starttls', username: null })).toBe('no-greeting');
  expect(mailAdvice(silent, { security: 'none', username: null })).toBe('no-greeting');
  expect(mailAdvice(silent, { security: 'tls', username: null })).toBeNull();
});

it('what passes by itself needs no advice', () => {
  const settings = { security: 'starttls', username: 'vigil' } as const;
  expect(mailAdvice(failure({ code: 'EAUTH', response: '454 later', responseCode: 454 }), settings)).toBeNull();
  expect(mailAdvice(failure({ connectionError: 'ECONNRESET' }), settings)).toBeNull();
  expect(mailAdvice(failure({ code: 'EENVELOPE', response: '550 no', responseCode: 550 }), settings)).toBeNull();
  expect(mailAdvice(failure({ code: 'EPROTOCOL', response: '554 not from there' }), settings)).toBeNull();
});

it.each([
  '5.7.9 Application-specific password required',
  '5.7.0 (#AUTH005) Too many bad auth attempts, use an app password',
  '5.7.1 Please sign in with your second factor',
])('%s asks for an app password', (text) => {
  const refused = failure({ code: 'EAUTH', response: `535 ${text}`, responseCode: 535 });
  expect(mailAdvice(refused, { security: 'tls', username: 'vigil' })).toBe('app-password');
});
