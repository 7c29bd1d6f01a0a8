import { describe, expect, test } from 'vitest';
import { Halted } from '../../../electron/engine/transport/deadline.ts';
import { failedBy, type FailedOutcome, type FailureCircumstances } from '../../../electron/engine/transport/failure.ts';
import { newProbeTrace, type ProbeTrace } from '../../../electron/engine/transport/probe-trace.ts';
import { failureInEnglish } from '../../support/in-english.ts';

const nowMs = Date.UTC(2026, 0, 5);

const redact = (text: string): string => text;

function inEnglish(outcome: FailedOutcome | null) {
  return outcome === null ? null : { ...outcome, failure: failureInEnglish(outcome.failure) };
}

function by(
  code: string,
  parts: { stage?: FailureCircumstances['stage']; message?: string; trace?: Partial<ProbeTrace> } = {},
) {
  const trace = { ...newProbeTrace(10_000, 'auto'), host: 'shop.example', address: '192.0.2.1:443', ...parts.trace };
  const error = Object.assign(new Error(parts.message ?? 'something'), { code });
  return inEnglish(failedBy(error, { trace, stage: parts.stage ?? 'connect', nowMs, redact }));
}

describe('errors of this computer do not count as downtime', () => {
  test.each([
    ['EMFILE', 'too many open files'],
    ['ENFILE', 'too many open files'],
    ['ENOMEM', 'out of memory'],
    ['ENOBUFS', 'out of network buffers'],
    ['EADDRNOTAVAIL', 'no free port, or no address of that kind'],
    ['EPERM', 'not permitted to connect; is a firewall in the way?'],
  ])('%s', (code, words) => {
    expect(by(code)).toMatchObject({
      verdict: 'inconclusive',
      failure: { kind: 'internal', message: `this computer could not run the check: ${words}` },
    });
  });

  test('a program that stops', () => {
    const trace = newProbeTrace(10_000, 'auto');
    expect(failedBy(new Halted('stop'), { trace, stage: 'dns', nowMs, redact })?.verdict).toBe('inconclusive');
  });

  test('a bug is rethrown to be logged', () => {
    const circumstances = { trace: newProbeTrace(10_000, 'auto'), stage: null, nowMs, redact };
    expect(failedBy(new TypeError('x is not a function'), circumstances)).toBeNull();
    expect(by('ERR_INVALID_ARG_TYPE')).toBeNull();
    expect(by('UND_ERR_INVALID_ARG')).toBeNull();
    expect(by('constructor')).toBeNull();
    expect(failedBy('a string', circumstances)).toBeNull();
  });
});

describe('failures that a test cannot cause on the loopback', () => {
  test.each([
    ['EHOSTUNREACH', 'unreachable', 'no route to 192.0.2.1:443 (EHOSTUNREACH)'],
    ['ENETUNREACH', 'unreachable', 'no route to 192.0.2.1:443 (ENETUNREACH)'],
    ['ETIMEDOUT', 'timeout', '192.0.2.1:443 stopped responding while connecting'],
    ['EAI_AGAIN', 'dns', 'no name server responded for shop.example'],
    ['EAI_FAIL', 'dns', 'the name shop.example could not be looked up: EAI_FAIL'],
    ['ENOTFOUND', 'dns', 'no address for shop.example: no such name'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-untrusted', /is not trusted/],
    ['ERR_SSL_DH_KEY_TOO_SMALL', 'tls-protocol', 'TLS handshake with 192.0.2.1:443 failed: ERR_SSL_DH_KEY_TOO_SMALL'],
    ['EISCONN', 'network', 'the connection to 192.0.2.1:443 failed: EISCONN'],
  ])('%s', (code, kind, message) => {
    const outcome = by(code);
    expect(outcome?.verdict).toBe('fail');
    expect(outcome?.failure.kind).toBe(kind);
    expect(outcome?.failure.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  test.each([
    'error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:../record.c:918:SSL alert number 40',
    'error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE:../tls_record.cc:592:SSL alert number 40\n',
  ])('a handshake that is refused after a cipher was agreed on: %s', (message) => {
    const { failure } = by('ERR_SSL_ANYTHING', { message, trace: { isCipherAgreed: true } }) ?? {};
    expect(failure?.message).toBe('192.0.2.1:443 refused the TLS handshake; does it require a client certificate?');
  });

  test('an alert that the TLS library does not pass on', () => {
    const message = '192.0.2.1:443 refused TLS with an alert';
    expect(by('ECONNRESET', { stage: 'tls', trace: { isAlertOnly: true } })?.failure.message).toBe(message);
    expect(by('ERR_SSL_INVALID_LIBRARY_(0)', { stage: 'firstByte' })?.failure.message).toBe(message);
  });

  test('a name without an address of the selected family names that family', () => {
    expect(by('ENOTFOUND', { trace: { ipFamily: 6 } })?.failure.message).toBe(
      'no IPv6 address for shop.example: no such name',
    );
  });

  test('an expired certificate of an issuer differs from an expired certificate of the host', () => {
    const info = { validTo: nowMs + 86_400_000, issuer: 'Example CA', subject: 'shop.example', fingerprint: 'AA' };
    const certificate = { info, validFrom: 0, names: ['shop.example'] };
    expect(by('CERT_HAS_EXPIRED', { trace: { certificate } })?.failure.message).toBe(
      'a certificate in the chain of shop.example has expired',
    );
  });

  test('a name in another script is shown in it', () => {
    expect(by('ENOTFOUND', { trace: { host: 'shop.xn--bcher-kva.example' } })?.failure.message).toBe(
      'no address for shop.bücher.example: no such name',
    );
  });

  test('a long list of names is cut', () => {
    const info = { validTo: nowMs, issuer: 'Example CA', subject: 'a.example', fingerprint: 'AA' };
    const names = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example'];
    const trace = { certificate: { info, validFrom: 0, names } };
    expect(by('ERR_TLS_CERT_ALTNAME_INVALID', { trace })?.failure.message).toBe(
      'the certificate is for a.example, b.example, c.example and 2 more, not for shop.example',
    );
  });
});

test.each([
  ['dns', 'timed out after 10 s while looking up shop.example'],
  ['connect', 'timed out after 10 s while connecting to 192.0.2.1:443'],
  ['tls', 'timed out after 10 s in the TLS handshake with 192.0.2.1:443'],
  ['firstByte', 'timed out after 10 s while waiting for 192.0.2.1:443 to respond'],
  ['download', 'timed out after 10 s while receiving the headers'],
] as const)('the deadline says that it was in %s', (stage, message) => {
  const trace = { ...newProbeTrace(10_000, 'auto'), host: 'shop.example', address: '192.0.2.1:443' };
  expect(inEnglish(failedBy(new Halted('deadline'), { trace, stage, nowMs, redact }))).toMatchObject({
    verdict: 'fail',
    failure: { kind: 'timeout', message },
  });
});
