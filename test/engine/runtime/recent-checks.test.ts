import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdicts, type RecentCheck } from '../../../electron/contract/model/state.ts';
import {
  addRecent,
  newestCheck,
  packRecent,
  recentChecks,
  recentLimit,
} from '../../../electron/engine/runtime/recent-checks.ts';

const check: fc.Arbitrary<RecentCheck> = fc.record({
  at: fc.integer({ min: 0, max: 8_640_000_000_000_000 / 4 }),
  verdict: fc.constantFrom(...verdicts),
  responseTime: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
});

test('the newest checks come back as they were, oldest first', () => {
  fc.assert(
    fc.property(fc.array(check, { maxLength: 60 }), fc.array(check, { maxLength: 60 }), (stored, added) => {
      const recent = packRecent(stored);
      for (const one of added) addRecent(recent, one);
      const kept = [...stored.slice(-recentLimit), ...added].slice(-recentLimit);
      expect(recentChecks(recent)).toEqual(kept);
      expect(newestCheck(recent)).toEqual(kept.at(-1) ?? null);
    }),
  );
});
