import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../electron/contract/events.ts';
import { createEventBatches } from '../../electron/http/event-batches.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const check = (monitorId: string): EngineEvent => ({
  type: 'check',
  monitorId,
  check: { at: 0, verdict: 'pass', responseTime: 20 },
  nextCheckAt: null,
});

function batchesUnderTest() {
  const passed: (readonly EngineEvent[])[] = [];
  return { passed, ...createEventBatches((events) => passed.push(events)) };
}

test('plain checks wait a moment and leave together', () => {
  const { add, passed } = batchesUnderTest();
  add(check('a'));
  add(check('b'));
  expect(passed).toEqual([]);
  vi.runAllTimers();
  add(check('c'));
  vi.runAllTimers();
  expect(passed).toEqual([[check('a'), check('b')], [check('c')]]);
});

test('any other event leaves at once, after the checks before it', () => {
  const { add, passed } = batchesUnderTest();
  add(check('a'));
  add({ type: 'monitorRemoved', monitorId: 'a' });
  expect(passed).toEqual([[check('a'), { type: 'monitorRemoved', monitorId: 'a' }]]);
  vi.runAllTimers();
  expect(passed).toHaveLength(1);
});

test('nothing leaves after it was stopped', () => {
  const { add, stop, passed } = batchesUnderTest();
  add(check('a'));
  stop();
  vi.runAllTimers();
  expect(passed).toEqual([]);
});
