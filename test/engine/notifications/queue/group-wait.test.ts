import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupLeftMs } from '../../../../electron/engine/notifications/queue/group-wait.ts';

const wait = 10_000;

it('leaves 3 s after the last message joined', () => {
  expect(groupLeftMs([0], wait)).toBe(3_000);
  expect(groupLeftMs([5_000, 1_000], wait)).toBe(2_000);
  expect(groupLeftMs([5_000, 3_000], wait)).toBe(0);
});

it('leaves when its first message has waited long enough, however many still join', () => {
  expect(groupLeftMs([9_000, 0], wait)).toBe(1_000);
  expect(groupLeftMs([wait, 0], wait)).toBe(0);
  expect(groupLeftMs([0], 1_000)).toBe(1_000);
});

it('never waits longer than 3 s after news, nor beyond the group wait', () => {
  const ages = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1 });
  fc.assert(
    fc.property(ages, fc.integer({ min: 0, max: 60_000 }), (given, groupWait) => {
      const left = groupLeftMs(given, groupWait);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThanOrEqual(3_000);
      expect(left + Math.max(...given)).toBeLessThanOrEqual(Math.max(groupWait, ...given));
    }),
  );
});
