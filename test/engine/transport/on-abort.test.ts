import { expect, test } from 'vitest';
import { onAbort } from '../../../electron/engine/transport/on-abort.ts';

test('each listener is called once, except those that have left', () => {
  const ending = new AbortController();
  const called: string[] = [];
  onAbort(ending.signal, () => called.push('first'));
  const leave = onAbort(ending.signal, () => called.push('left'));
  onAbort(ending.signal, () => called.push('second'));
  leave();
  leave();
  ending.abort();
  ending.abort();
  expect(called).toEqual(['first', 'second']);
});

test('a listener that another one removes is not called', () => {
  const ending = new AbortController();
  const called: string[] = [];
  onAbort(ending.signal, () => leave());
  const leave = onAbort(ending.signal, () => called.push('left'));
  ending.abort();
  expect(called).toEqual([]);
});

test('a signal that has been aborted calls at once', () => {
  let calls = 0;
  const leave = onAbort(AbortSignal.abort(), () => (calls += 1));
  leave();
  expect(calls).toBe(1);
});
