import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../electron/host/system-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const dayMs = 86_400_000;

test('a timer runs its task once', () => {
  const task = vi.fn();
  systemClock.setTimer(1_000, task);
  vi.advanceTimersByTime(999);
  expect(task).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(task).toHaveBeenCalledOnce();
});

test('a timer of 60 days waits 60 days, although Node cannot wait that long', () => {
  const task = vi.fn();
  systemClock.setTimer(60 * dayMs, task);
  vi.advanceTimersByTime(60 * dayMs - 1);
  expect(task).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(task).toHaveBeenCalledOnce();
});

test('a cancelled timer never fires, even after its first part', () => {
  const task = vi.fn();
  const cancel = systemClock.setTimer(60 * dayMs, task);
  vi.advanceTimersByTime(30 * dayMs);
  cancel();
  cancel();
  vi.advanceTimersByTime(60 * dayMs);
  expect(task).not.toHaveBeenCalled();
});

test('monotonic time does not go back', () => {
  const first = systemClock.monotonic();
  expect(systemClock.monotonic()).toBeGreaterThanOrEqual(first);
});

test('the wall clock has whole milliseconds', () => {
  vi.useRealTimers();
  expect(systemClock.now()).toSatisfy(Number.isSafeInteger);
});
