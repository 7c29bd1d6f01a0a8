import { expect, test } from 'vitest';
import { createRemovals } from '../../../renderer/state/removals.ts';
import { manualClock } from '../../support/manual-clock.ts';

function rig(): {
  removals: ReturnType<typeof createRemovals>;
  removed: string[];
  advance: (ms: number) => Promise<void>;
} {
  const clock = manualClock();
  const removals = createRemovals((task, ms) => clock.setTimer(ms, task), 8_000);
  return { removals, removed: [], advance: clock.advance };
}

test('a deleted item is gone for good after a moment', async () => {
  const { removals, removed, advance } = rig();
  removals.begin(() => removed.push('shop'));
  await advance(7_999);
  expect(removed).toEqual([]);
  await advance(1);
  expect(removed).toEqual(['shop']);
});

test('an undone deletion never happens', async () => {
  const { removals, removed, advance } = rig();
  const undo = removals.begin(() => removed.push('shop'));
  undo();
  await advance(10_000);
  removals.finish();
  expect(removed).toEqual([]);
});

test('leaving the page deletes at once, and only once', async () => {
  const { removals, removed, advance } = rig();
  removals.begin(() => removed.push('shop'));
  removals.finish();
  await advance(10_000);
  expect(removed).toEqual(['shop']);
});
