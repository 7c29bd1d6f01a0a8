import { expect, test } from 'vitest';
import { happeningsOf } from '../../../renderer/state/happenings.ts';

test('annotations and the maintenance that began in the range, newest first', () => {
  const paused = { at: 50, event: { type: 'paused' } } as const;
  const stretches = [
    { state: 'maintenance', from: 0, to: 10 },
    { state: 'up', from: 10, to: 60 },
    { state: 'maintenance', from: 60, to: 80 },
  ] as const;
  expect(happeningsOf([paused], stretches, { from: 0, to: 100 })).toEqual([
    { at: 60, event: { type: 'maintenance', lengthMs: 20 } },
    paused,
  ]);
});
