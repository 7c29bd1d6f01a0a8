import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { verdicts, type Check } from '../../../electron/contract/model/state.ts';
import type { BucketSize } from '../../../electron/engine/history/buckets.ts';
import { rollupsOf, type Rollup } from '../../../electron/engine/history/rollup.ts';
import { addMonitor, dayMs, hourMs, midnight, minuteMs, passingCheck } from './fixtures.ts';
import { everyMinute, openUpkeepRig, type UpkeepRig } from './upkeep-rig.ts';

let rig: UpkeepRig;
beforeEach(() => {
  rig = openUpkeepRig();
});

function closedBy(nowMs: number, checks: readonly Check[], size: BucketSize, length: number): readonly Rollup[] {
  return rollupsOf(checks, size).filter(({ at }) => at + length <= nowMs);
}

describe('rollups', () => {
  test('of each closed hour and day are exactly those of the raw checks', () => {
    const { stream } = addMonitor(rig.store);
    const checks = everyMinute(midnight, midnight + 2 * dayMs + 5 * hourMs);
    rig.append(stream, checks);
    const now = midnight + 2 * dayMs + 4 * hourMs + 30 * minuteMs;
    rig.store.maintain(stream, now);
    expect(rig.stored(stream, 'hour')).toEqual(closedBy(now, checks, 'hour', hourMs));
    expect(rig.stored(stream, 'hour')).toHaveLength(52);
    expect(rig.stored(stream, 'day')).toEqual(closedBy(now, checks, 'day', dayMs));
    expect(rig.stored(stream, 'day')).toHaveLength(2);
  });

  test('include a day whose last hours have no check', () => {
    const { stream } = addMonitor(rig.store);
    const checks = everyMinute(midnight, midnight + 3 * hourMs);
    rig.append(stream, checks);
    rig.store.maintain(stream, midnight + 4 * hourMs);
    expect(rig.stored(stream, 'day')).toEqual([]);
    rig.store.maintain(stream, midnight + dayMs);
    expect(rig.stored(stream, 'day')).toEqual(rollupsOf(checks, 'day'));
  });

  test('include a check written after the end of its hour', () => {
    const { stream } = addMonitor(rig.store);
    const late = passingCheck(midnight + hourMs - 1, 999);
    const checks = everyMinute(midnight, midnight + hourMs);
    rig.append(stream, checks);
    rig.store.maintain(stream, midnight + dayMs);
    rig.append(stream, [late]);
    rig.store.maintain(stream, midnight + dayMs);
    expect(rig.stored(stream, 'hour')).toEqual(rollupsOf([...checks, late], 'hour'));
    expect(rig.stored(stream, 'day')).toEqual(rollupsOf([...checks, late], 'day'));
  });

  test('are the same whenever and however often upkeep runs, and in whatever order checks arrive', () => {
    const hours = fc.integer({ min: 0, max: 5 * 24 });
    const check = fc.record({
      at: fc.integer({ min: 0, max: 5 * dayMs - 1 }),
      verdict: fc.constantFrom(...verdicts),
      responseTime: fc.option(fc.integer({ min: 0, max: 90_000 }).map((tenths) => tenths / 10)),
    });
    const visits = fc.array(fc.record({ hour: hours, checks: fc.array(check, { maxLength: 30 }) }), { maxLength: 15 });
    let monitors = 0;
    fc.assert(
      fc.property(visits, (walk) => {
        monitors += 1;
        const { stream } = addMonitor(rig.store, `monitor-${String(monitors)}`);
        const all = new Map<number, Check>();
        for (const { hour, checks } of walk) {
          for (const each of checks) {
            const made: Check = { ...each, at: midnight + each.at, phases: null, failure: null };
            // Two checks at one instant would replace each other, which does not happen in practice.
            if (all.has(made.at)) continue;
            all.set(made.at, made);
            rig.append(stream, [made]);
          }
          rig.store.maintain(stream, midnight + hour * hourMs);
        }
        const now = midnight + 5 * dayMs;
        rig.maintainUntilDone(stream, now);
        const checks = [...all.values()];
        expect(rig.stored(stream, 'hour')).toEqual(rollupsOf(checks, 'hour'));
        expect(rig.stored(stream, 'day')).toEqual(rollupsOf(checks, 'day'));
      }),
      { numRuns: 25 },
    );
  });

  test('stay complete when the clock is set back after raw checks were dropped', () => {
    const { stream } = addMonitor(rig.store);
    rig.append(stream, everyMinute(midnight, midnight + 20 * dayMs));
    rig.maintainUntilDone(stream, midnight + 20 * dayMs);
    const before = [rig.stored(stream, 'hour'), rig.stored(stream, 'day')];
    rig.append(stream, [passingCheck(midnight - 9 * dayMs)]);
    rig.maintainUntilDone(stream, midnight + 20 * dayMs);
    expect(rig.stored(stream, 'hour').slice(1)).toEqual(before[0]);
    expect(rig.stored(stream, 'day').slice(1)).toEqual(before[1]);
  });
});
