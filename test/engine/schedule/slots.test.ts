import { expect, test } from 'vitest';
import { openSlots, type Slots } from '../../../electron/engine/schedule/slots.ts';

/** Takes all slots that are free. */
function takeAll(slots: Slots): readonly string[] {
  const taken: string[] = [];
  for (let due = slots.take(); due !== null; due = slots.take()) taken.push(due.id);
  return taken;
}

test('slow runs get at most three quarters of the slots', () => {
  const slots = openSlots(() => ({ maxOpen: 8, maxPerHost: 4 }));
  for (let i = 0; i < 20; i += 1) slots.enter({ id: `slow${String(i)}`, dueAtMs: i, host: String(i), isSlow: true });
  expect(takeAll(slots)).toHaveLength(6);
  for (let i = 0; i < 5; i += 1) slots.enter({ id: `other${String(i)}`, dueAtMs: 99, host: String(i), isSlow: false });
  expect(takeAll(slots)).toEqual(['other0', 'other1']);
  slots.release('slow0');
  expect(takeAll(slots)).toEqual(['slow6']);
});

test('slow runs get at most three quarters of the slots of a host', () => {
  const slots = openSlots(() => ({ maxOpen: 100, maxPerHost: 4 }));
  for (let i = 0; i < 9; i += 1) slots.enter({ id: `slow${String(i)}`, dueAtMs: i, host: 'x', isSlow: true });
  slots.enter({ id: 'other', dueAtMs: 99, host: 'x', isSlow: false });
  expect(takeAll(slots)).toEqual(['slow0', 'slow1', 'slow2', 'other']);
});

test('with a single slot slow runs and others alternate by due time', () => {
  const slots = openSlots(() => ({ maxOpen: 1, maxPerHost: 1 }));
  slots.enter({ id: 'slow', dueAtMs: 1, host: 'x', isSlow: true });
  slots.enter({ id: 'other', dueAtMs: 2, host: 'x', isSlow: false });
  expect(takeAll(slots)).toEqual(['slow']);
  slots.release('slow');
  expect(takeAll(slots)).toEqual(['other']);
});
