import { expect, test } from 'vitest';
import { nextDueOf } from '../../../renderer/state/next-due.ts';

const probed = { enabled: true, nextCheckAt: 10_400, deadlineAt: null };
const pinged = { enabled: true, nextCheckAt: null, deadlineAt: 10_400 };

test('a probed monitor has a next check, one that pings a deadline, in whole seconds to go', () => {
  expect(nextDueOf(probed, 1_000)).toEqual({ of: 'check', at: 10_400, inMs: 10_000 });
  expect(nextDueOf(pinged, 12_500)).toEqual({ of: 'ping', at: 10_400, inMs: -2_000 });
});

test('less than a second to go is one second, not none', () => {
  expect(nextDueOf(probed, 10_399)?.inMs).toBe(1_000);
  expect(nextDueOf(probed, 10_400)?.inMs).toBe(0);
});

test('a paused monitor, and one that awaits its first ping, have nothing due', () => {
  expect(nextDueOf({ ...probed, enabled: false }, 0)).toBeNull();
  expect(nextDueOf({ ...pinged, deadlineAt: null }, 0)).toBeNull();
});
