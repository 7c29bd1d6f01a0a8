import { describe, expect, test } from 'vitest';
import { parsePing } from '../../electron/http/ping-request.ts';

const token = 'known-token-0123456789';
const rid = '3F2504E0-4F89-41D3-9A0C-0305E82C3301';

describe('a ping', () => {
  test.each([
    ['', { kind: 'success', exitCode: null }],
    ['/', { kind: 'success', exitCode: null }],
    ['/start', { kind: 'start', exitCode: null }],
    ['/fail', { kind: 'fail', exitCode: null }],
    ['/log', { kind: 'log', exitCode: null }],
    ['/0', { kind: 'success', exitCode: 0 }],
    ['/1', { kind: 'fail', exitCode: 1 }],
    ['/255', { kind: 'fail', exitCode: 255 }],
    ['/255/', { kind: 'fail', exitCode: 255 }],
  ])('with %j behind the token', (rest, expected) => {
    expect(parsePing(`/ping/${token}${rest}`)).toEqual({ is: 'ping', ping: { token, runId: null, ...expected } });
  });

  test('names its run', () => {
    const ping = { token, kind: 'start', exitCode: null, runId: rid.toLowerCase() };
    expect(parsePing(`/ping/${token}/start?rid=${rid}`)).toEqual({ is: 'ping', ping });
    expect(parsePing(`/ping/${token}/start?other=1&rid=${rid}`)).toEqual({ is: 'ping', ping });
  });

  test('may name the time at which it was first sent', () => {
    expect(parsePing(`/ping/${token}/0?at=1763800000000`)).toMatchObject({ ping: { at: 1_763_800_000_000 } });
    for (const at of ['yesterday', '-1', '1e12', '', '1763800000000.5', '9'.repeat(16)]) {
      expect(parsePing(`/ping/${token}?at=${at}`)).toEqual({
        is: 'invalid',
        reason: 'badTime',
      });
    }
  });

  test('may have unknown parameters', () => {
    expect(parsePing(`/ping/${token}?create=1`)).toMatchObject({ is: 'ping', ping: { runId: null } });
  });
});

describe('an invalid ping', () => {
  test.each(['', 'short', 'x'.repeat(65), 'a%20token-with-a-space', '../../etc/passwd-passwd', `${token}/start/more`])(
    'an unknown token: %j',
    (path) => {
      expect(parsePing(`/ping/${path}`)).toEqual({ is: 'unknown' });
    },
  );

  test.each(['/256', '/-1', '/00001', '/1.5', '/stop', '/START'])('an unknown signal: %j', (rest) => {
    expect(parsePing(`/ping/${token}${rest}`)).toEqual({
      is: 'invalid',
      reason: 'badSignal',
    });
  });

  test.each(['1', '', 'not-a-uuid', '3F2504E0-4F89-41D3-9A0C-0305E82C330'])(
    'a run id that is not a UUID: %j',
    (run) => {
      expect(parsePing(`/ping/${token}?rid=${run}`)).toEqual({ is: 'invalid', reason: 'badRunId' });
    },
  );
});
