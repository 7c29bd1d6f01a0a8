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
    ['/3221225477', { kind: 'fail', exitCode: 3_221_225_477 }],
    ['/-9', { kind: 'fail', exitCode: -9 }],
    ['/TERM', { kind: 'fail', exitCode: 143 }],
    ['/SIGKILL', { kind: 'fail', exitCode: 137 }],
    ['/RTMIN+1', { kind: 'fail', exitCode: 163 }],
  ])('with %j behind the token', (rest, expected) => {
    expect(parsePing(`/ping/${token}${rest}`)).toMatchObject({ is: 'ping', ping: { token, runId: null, ...expected } });
  });

  test('names its run', () => {
    const ping = { token, kind: 'start', exitCode: null, runId: rid.toLowerCase() };
    expect(parsePing(`/ping/${token}/start?rid=${rid}`)).toMatchObject({ is: 'ping', ping });
    expect(parsePing(`/ping/${token}/start?other=1&rid=${rid}`)).toMatchObject({ is: 'ping', ping });
  });

  test.each([
    ['1763800000', 1_763_800_000_000],
    ['1763800000.25', 1_763_800_000_250],
    ['1763800000000', 1_763_800_000_000],
    ['2025-11-22T08:26:40Z', 1_763_800_000_000],
    ['2025-11-22T08:26:40.000z', 1_763_800_000_000],
    ['2025-11-22T09:26:40+01:00', 1_763_800_000_000],
    ['2025-11-22T09:26:40%2B0100', 1_763_800_000_000],
    ['2025-11-22T03:26:40-05', 1_763_800_000_000],
    ['2025-11-22 08:26:40', new Date(2025, 10, 22, 8, 26, 40).getTime()],
    ['2025-11-22', new Date(2025, 10, 22).getTime()],
    ['0', 0],
  ])('may state when it was first sent: at=%s', (at, ms) => {
    expect(parsePing(`/ping/${token}/0?at=${at}`)).toMatchObject({ ping: { at: ms } });
  });

  test.each(['yesterday', '-1', '1e12', '', '9'.repeat(14), '2026-02-30', '2026-13-01T00:00Z', '2026-11-02T25:00Z'])(
    'may not state %j as its time',
    (at) => {
      expect(parsePing(`/ping/${token}?at=${at}`)).toEqual({ is: 'invalid', reason: 'badTime' });
    },
  );

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

  test.each(['/4294967296', '/-2147483649', '/-0', '/00001', '/1.5', '/stop', '/START', '/SIGNOPE', '/RTMIN+99'])(
    'an unknown signal: %j',
    (rest) => {
      expect(parsePing(`/ping/${token}${rest}`)).toMatchObject({ is: 'invalid', reason: 'badSignal' });
    },
  );

  test.each(['1', '', 'not-a-uuid', '3F2504E0-4F89-41D3-9A0C-0305E82C330'])(
    'a run id that is not a UUID: %j',
    (run) => {
      expect(parsePing(`/ping/${token}?rid=${run}`)).toEqual({ is: 'invalid', reason: 'badRunId' });
    },
  );
});
