import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DueQueue } from '../../../electron/engine/schedule/due-queue.ts';

test('the earliest comes first; equal times keep the order in which they were set', () => {
  const queue = new DueQueue();
  queue.set('b', 20);
  queue.set('c', 10);
  queue.set('a', 20);
  expect(queue.peek()).toMatchObject({ id: 'c', dueAtMs: 10 });
  expect([queue.pop()?.id, queue.pop()?.id, queue.pop()?.id]).toEqual(['c', 'b', 'a']);
  expect(queue.pop()).toBeNull();
  expect(queue.peek()).toBeNull();
  expect(queue.size).toBe(0);
});

test('setting an id again moves it', () => {
  const queue = new DueQueue();
  queue.set('a', 10);
  queue.set('b', 20);
  queue.set('a', 30);
  expect(queue.size).toBe(2);
  expect([queue.pop()?.id, queue.pop()?.id]).toEqual(['b', 'a']);
});

test('delete returns whether the id was in the queue', () => {
  const queue = new DueQueue();
  queue.set('a', 10);
  expect(queue.delete('a')).toBe(true);
  expect(queue.delete('a')).toBe(false);
  expect(queue.has('a')).toBe(false);
  expect(queue.peek()).toBeNull();
});

interface ModelEntry {
  readonly id: string;
  readonly dueAtMs: number;
}

/** What the heap must equal: an array that is sorted anew each time. */
class Model {
  entries: ModelEntry[] = [];
  set(id: string, dueAtMs: number): void {
    this.delete(id);
    this.entries.push({ id, dueAtMs });
    this.entries.sort((a, b) => a.dueAtMs - b.dueAtMs);
  }
  delete(id: string): void {
    this.entries = this.entries.filter((entry) => entry.id !== id);
  }
  pop(): ModelEntry | null {
    return this.entries.shift() ?? null;
  }
  shift(byMs: number): void {
    this.entries = this.entries.map(({ id, dueAtMs }) => ({ id, dueAtMs: dueAtMs + byMs }));
  }
}

const ids = fc.integer({ min: 0, max: 30 }).map((n) => `m${String(n)}`);
const operations = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ op: fc.constant('set'), id: ids, at: fc.integer({ min: 0, max: 50 }) }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('delete'), id: ids, at: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('pop'), id: fc.constant(''), at: fc.constant(0) }) },
    {
      weight: 1,
      arbitrary: fc.record({ op: fc.constant('shift'), id: fc.constant(''), at: fc.integer({ min: -9, max: 9 }) }),
    },
  ),
  { maxLength: 300 },
);

test('the queue behaves like a list that is sorted after every change', () => {
  fc.assert(
    fc.property(operations, (script) => {
      const queue = new DueQueue();
      const model = new Model();
      for (const { op, id, at } of script) {
        if (op === 'set') {
          queue.set(id, at);
          model.set(id, at);
        } else if (op === 'delete') {
          queue.delete(id);
          model.delete(id);
        } else if (op === 'shift') {
          queue.shift(at);
          model.shift(at);
        } else {
          const popped = queue.pop();
          const wanted = model.pop();
          expect(popped?.id).toBe(wanted?.id);
          expect(popped?.dueAtMs).toBe(wanted?.dueAtMs);
        }
        expect(queue.size).toBe(model.entries.length);
        expect(queue.peek()?.id).toBe(model.entries[0]?.id);
      }
    }),
  );
});
