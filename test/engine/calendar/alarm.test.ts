import { beforeEach, describe, expect, it } from 'vitest';
import { openAlarm, type Alarm } from '../../../electron/engine/calendar/alarm.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;

let clock: ManualClock;
let begin: number;
/** When it rang, in milliseconds of steady time since the start. */
let rings: number[];
let alarm: Alarm;

beforeEach(() => {
  clock = manualClock();
  begin = clock.now();
  rings = [];
  alarm = openAlarm(clock, () => rings.push(clock.monotonic()));
});

describe('an alarm', () => {
  it('rings once at its moment', async () => {
    alarm.set(begin + 5_000);
    await clock.advance(4_999);
    expect(rings).toEqual([]);
    await clock.advance(hour);
    expect(rings).toEqual([5_000]);
  });

  it('for a moment that has passed rings soon, but never within the call that sets it', async () => {
    alarm.set(begin - hour);
    expect(rings).toEqual([]);
    await clock.advance(1);
    expect(rings).toEqual([1]);
  });

  it('for a moment that is far away, or never comes, rings after a minute, so that the clock is looked at', async () => {
    alarm.set(begin + 90 * 24 * hour);
    await clock.advance(hour);
    alarm.set(Infinity);
    await clock.advance(hour);
    alarm.bringForward(Infinity);
    await clock.advance(hour);
    expect(rings).toEqual([minute, hour + minute, 2 * hour + minute]);
  });

  it('reaches its moment when it is set again each time it rings', async () => {
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

  it('holds one moment: the last that was set', async () => {
    alarm.set(begin + 5_000);
    alarm.set(begin + 10_000);
    await clock.advance(hour);
    expect(rings).toEqual([10_000]);
  });

  it('is brought forward, and never put off by that', async () => {
    alarm.bringForward(begin + 10_000);
    alarm.bringForward(begin + 20_000);
    await clock.advance(minute);
    alarm.set(begin + minute + 30_000);
    alarm.bringForward(begin + minute + 5_000);
    await clock.advance(hour);
    expect(rings).toEqual([10_000, minute + 5_000]);
  });

  it('that is cleared does not ring, and may be set again', async () => {
    alarm.set(begin + 5_000);
    alarm.clear();
    expect(clock.pending()).toBe(0);
    alarm.bringForward(begin + 10_000);
    await clock.advance(hour);
    expect(rings).toEqual([10_000]);
  });
});

describe('an alarm whose clock does not just go on', () => {
  it('rings within a minute when a sleep, or a clock that was put forward, has passed its moment', async () => {
    alarm.set(begin + 50_000);
    await clock.advance(20_000);
    clock.set(begin + 9 * hour);
    await clock.advance(minute);
    expect(rings).toEqual([50_000]);
  });

  it('rings within a minute when the clock is set back and its moment is a year away', async () => {
    alarm.set(begin + 50_000);
    clock.set(begin - 365 * 24 * hour);
    await clock.advance(minute);
    expect(rings).toEqual([50_000]);
  });

  it('is brought forward by the time that is left, whatever the clock has become', async () => {
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
