import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdicts, type RecentCheck } from '../../electron/contract/model/state.ts';
import {
  addRecent,
  newestOf,
  newestCheck,
  packRecent,
  recentChecks,
  recentLimit,
  type RecentChecks,
} from '../../electron/contract/model/recent-checks.ts';

const check: fc.Arbitrary<RecentCheck> = fc.record({
  at: fc.integer({ min: 0, max: 8_640_000_000_000_000 / 4 }),
  verdict: fc.constantFrom(...verdicts),
  responseTime: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
});

test('the newest checks come back as they were, oldest first', () => {
  fc.assert(
    fc.property(fc.array(check, { maxLength: 60 }), fc.array(check, { maxLength: 60 }), (stored, added) => {
      const recent = newestOf(packRecent(stored), recentLimit);
      for (const one of added) addRecent(recent, one);
      const kept = [...stored.slice(-recentLimit), ...added].slice(-recentLimit);
      expect(recentChecks(recent)).toEqual(kept);
      expect(newestCheck(recent)).toEqual(kept.at(-1) ?? null);
      const sent = JSON.parse(JSON.stringify(recent)) as RecentChecks;
      expect(recentChecks(sent)).toEqual(kept);
    }),
  );
});
