import { expect, test } from 'vitest';
import { createRemovals } from '../../../renderer/state/removals.ts';

function rig() {
  const removed: string[] = [];
  const removals = createRemovals();
  return { removals, removed, ...removals.begin(() => removed.push('shop')) };
}

test('a deleted item is gone for good when its time is over, and only once', () => {
  const { removals, removed, run, undo } = rig();
  expect(removed).toEqual([]);
  run();
  undo();
  run();
  removals.finish();
  expect(removed).toEqual(['shop']);
});

test('an undone deletion never happens', () => {
  const { removals, removed, run, undo } = rig();
  undo();
  run();
  removals.finish();
  expect(removed).toEqual([]);
});

test('leaving the page deletes at once, and only once', () => {
  const { removals, removed, run } = rig();
  removals.finish();
  run();
  expect(removed).toEqual(['shop']);
});
