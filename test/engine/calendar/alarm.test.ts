import { beforeEach, describe, expect, it } from 'vitest';
import { openAlarm, type Alarm } from '../../../electron/engine/calendar/alarm.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;

let clock: ManualClock;
let begin: number;
/** When it rang, in monotonic milliseconds since the start. */
let rings: number[];
let alarm: Alarm;

beforeEach(() => {
  clock = manualClock();
  begin = clock.now();
  rings = [];
  alarm = openAlarm(clock, () => rings.push(clock.monotonic()));
});

describe('an alarm', () => {
  it('rings once at its time', async () => {
    alarm.set(begin + 5_000);
    await clock.advance(4_999);
    expect(rings).toEqual([]);
    await clock.advance(hour);
    expect(rings).toEqual([5_000]);
  });

  it('rings soon for a time in the past, but never within the call that sets it', async () => {
    alarm.set(begin - hour);
    expect(rings).toEqual([]);
    await clock.advance(1);
    expect(rings).toEqual([1]);
  });

  it('rings after a minute for a distant time, so that the clock is read again', async () => {
    alarm.set(begin + 90 * 24 * hour);
    await clock.advance(hour);
    alarm.set(Infinity);
    await clock.advance(hour);
    alarm.bringForward(Infinity);
    await clock.advance(hour);
    expect(rings).toEqual([minute, hour + minute, 2 * hour + minute]);
  });

  it('reaches its time if it is set again whenever it rings', async () => {
    const dueAt = begin + 3 * hour + 1_234;
    const arrivals: number[] = [];
    const patient = openAlarm(clock, () => {
      if (clock.now() >= dueAt) arrivals.push(clock.now());
      else patient.set(dueAt);
    });
    patient.set(dueAt);
    await clock.advance(4 * hour);
    expect(arrivals).toEqual([dueAt]);
    expect(clock.pending()).toBe(0);
  });

  it('keeps only the last time that was set', async () => {
    alarm.set(begin + 5_000);
    alarm.set(begin + 10_000);
    await clock.advance(hour);
    expect(rings).toEqual([10_000]);
  });

  it('can be brought forward, but not delayed by that', async () => {
    alarm.bringForward(begin + 10_000);
    alarm.bringForward(begin + 20_000);
    await clock.advance(minute);
    alarm.set(begin + minute + 30_000);
    alarm.bringForward(begin + minute + 5_000);
    await clock.advance(hour);
    expect(rings).toEqual([10_000, minute + 5_000]);
  });

  it('does not ring after it was cleared, and can be set again', async () => {
    alarm.set(begin + 5_000);
    alarm.clear();
    expect(clock.pending()).toBe(0);
    alarm.bringForward(begin + 10_000);
    await clock.advance(hour);
    expect(rings).toEqual([10_000]);
  });
});

describe('an alarm whose clock jumps', () => {
  it('rings within a minute if a sleep or a clock set forward skipped its time', async () => {
    alarm.set(begin + 50_000);
    await clock.advance(20_000);
    clock.set(begin + 9 * hour);
    await clock.advance(minute);
    expect(rings).toEqual([50_000]);
  });

  it('rings within a minute if the clock is set back and its time is a year away', async () => {
    alarm.set(begin + 50_000);
    clock.set(begin - 365 * 24 * hour);
    await clock.advance(minute);
    expect(rings).toEqual([50_000]);
  });

  it('is brought forward by the time left, whatever the clock shows', async () => {
    alarm.set(begin + 50_000);
    clock.set(begin - hour);
    alarm.bringForward(begin - hour + 5_000);
    await clock.advance(10_000);
    alarm.set(clock.now() + 50_000);
    clock.set(begin + hour);
    alarm.bringForward(begin + hour + minute);
    await clock.advance(minute);
    expect(rings).toEqual([5_000, minute]);
  });
});
