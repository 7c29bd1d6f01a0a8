import { expect, test } from 'vitest';
import { isProven, standingOf } from '../../electron/contract/channel-standing.ts';

const untried = { lastSuccessAt: null, lastErrorAt: null, trouble: null };

test.each([
  ['was never used', untried, 'untested', false],
  ['delivered', { ...untried, lastSuccessAt: 1_000 }, 'working', true],
  ['failed in its first test', { ...untried, lastErrorAt: 1_000 }, 'failed', false],
  ['failed once after it had delivered', { ...untried, lastSuccessAt: 1_000, lastErrorAt: 2_000 }, 'failed', true],
  ['is silent', { ...untried, lastSuccessAt: 1_000, trouble: 'silent' as const }, 'broken', false],
])('a channel that %s', (_, health, standing, counts) => {
  expect(standingOf({ enabled: true, health })).toBe(standing);
  expect(isProven({ enabled: true, health })).toBe(counts);
  expect(isProven({ enabled: false, health })).toBe(false);
});
