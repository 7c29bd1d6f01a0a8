import { describe, expect, it } from 'vitest';
import { said, type DeliveryAnswer } from '../../../electron/contract/delivery-answer.ts';
import { answerInEnglish } from '../../support/in-english.ts';

const refused: DeliveryAnswer = { code: 'connection-failed', facts: { error: 'ECONNREFUSED' } };

describe('what came of a delivery, in English', () => {
  it.each<[DeliveryAnswer, string]>([
    [said('404 no_service'), '404 no_service'],
    [
      { code: 'partly-accepted', facts: { text: '250 queued', rejected: 'gone@example.com', why: null } },
      '250 queued; not accepted for gone@example.com',
    ],
    [{ code: 'unexpected-response', facts: { text: '200 hi' } }, 'unexpected response: 200 hi'],
    [
      { code: 'network-replied', facts: { status: 302, reply: 'redirect' } },
      '302 redirect to another server: either this network requires a login, or the URL is wrong',
    ],
    [
      { code: 'network-replied', facts: { status: 200, reply: 'page' } },
      '200 with a web page: either this network requires a login, or the URL is wrong',
    ],
    [{ code: 'network-replied', facts: { status: 511, reply: 'login' } }, '511: this network requires a login'],
    [{ code: 'redirect-not-followed', facts: { status: 302 } }, '302 redirect, not followed: check the webhook URL'],
    [refused, 'connection refused (ECONNREFUSED)'],
    [
      { code: 'starttls-failed', facts: { answer: said('500 what') } },
      'STARTTLS failed: 500 what. Use the port for STARTTLS, usually 587, or choose TLS with its port, usually 465',
    ],
    [
      { code: 'mail-settings', facts: { advice: 'login-missing', answer: said('530 log in') } },
      '530 log in. The server requires a login: enter a username and a password',
    ],
    [{ code: 'timed-out', facts: { afterMs: 10_000 } }, 'no response within 10 s'],
    [{ code: 'stopped', facts: {} }, 'stopped before a response arrived'],
    [{ code: 'secret-unreadable', facts: {} }, 'its stored secret cannot be read: enter it again'],
    [{ code: 'no-such-channel', facts: {} }, 'there is no such channel'],
    [
      { code: 'channel-broken', facts: { answer: refused } },
      'not sent, the channel is broken: connection refused (ECONNREFUSED)',
    ],
    [{ code: 'channel-broken', facts: { answer: null } }, 'not sent, the channel is broken'],
    [{ code: 'send-crashed', facts: {} }, 'internal error in Vigilmon, see its log'],
  ])('%j is %j', (answer, words) => {
    expect(answerInEnglish(answer)).toBe(words);
  });
});
