import { expect, test } from 'vitest';
import { manualClock } from '../support/manual-clock.ts';

test('timers run in the order of their times, each at its own time', async () => {
  const clock = manualClock(1_000);
  const ran: [string, number][] = [];
  clock.setTimer(20, () => ran.push(['late', clock.now()]));
  clock.setTimer(10, () => ran.push(['early', clock.now()]));
  clock.setTimer(10, () => ran.push(['early too', clock.now()]));
  clock.setTimer(31, () => ran.push(['after', clock.now()]));
  await clock.advance(30);
  expect(ran).toEqual([
    ['early', 1_010],
    ['early too', 1_010],
    ['late', 1_020],
  ]);
  expect(clock.now()).toBe(1_030);
  expect(clock.pending()).toBe(1);
});

test('a timer that is armed on the way runs within the same advance', async () => {
  const clock = manualClock(0);
  const ran: number[] = [];
  const tick = async (): Promise<void> => {
    await Promise.resolve();
    ran.push(clock.now());
    clock.setTimer(10, () => void tick());
  };
  void tick();
  await clock.advance(35);
  expect(ran).toEqual([0, 10, 20, 30]);
});

test('a cancelled timer does not run, and cancelling twice does nothing', async () => {
  const clock = manualClock();
  const ran: string[] = [];
  const cancel = clock.setTimer(10, () => ran.push('cancelled'));
  clock.setTimer(10, () => ran.push('kept'));
  cancel();
  cancel();
  await clock.advance(10);
  expect(ran).toEqual(['kept']);
});

test('a jump of the wall clock leaves timers and monotonic time alone', async () => {
  const clock = manualClock(1_000);
  const ran: number[] = [];
  clock.setTimer(10, () => ran.push(clock.now()));
  clock.set(900_000);
  expect(clock.monotonic()).toBe(0);
  expect(ran).toEqual([]);
  await clock.advance(10);
  expect(ran).toEqual([900_010]);
});

test('a delay that no real timer can wait for is an error', () => {
  expect(() => manualClock().setTimer(2 ** 31, () => undefined)).toThrow(RangeError);
});

test('the wall clock has whole milliseconds while monotonic time has fractions', async () => {
  const clock = manualClock(1_000);
  await clock.advance(0.75);
  expect(clock.now()).toBe(1_000);
  await clock.advance(0.75);
  expect(clock.now()).toBe(1_001);
  clock.set(5_000);
  await clock.advance(2.5);
  expect(clock.now()).toBe(5_002);
  expect(clock.monotonic()).toBe(4);
});

test('the wall clock refuses a fraction of a millisecond', () => {
  const clock = manualClock();
  expect(() => {
    clock.set(0.5);
  }).toThrow('whole milliseconds');
  expect(() => manualClock(0.5)).toThrow('whole milliseconds');
});
