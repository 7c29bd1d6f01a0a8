/** Targets that hang delay each other and nobody else. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Cancel } from '../../../electron/engine/ports.ts';
import { startDeadline } from '../../../electron/engine/transport/deadline.ts';
import { startPhaseTimer } from '../../../electron/engine/transport/phase-timer.ts';
import type { CheckTime } from '../../../electron/engine/transport/take-place.ts';
import {
  openTargetPlaces,
  type TargetPlaces,
  type TargetPlacesOptions,
} from '../../../electron/engine/transport/target-places.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';

const slowMs = 1_000;
let clock: ManualClock;

beforeEach(() => {
  clock = manualClock();
});

function open(options: Partial<TargetPlacesOptions> = {}): TargetPlaces {
  return openTargetPlaces({ clock, quick: () => 2, slow: () => 1, slowMs, ...options });
}

function checkTime(): CheckTime {
  const { signal } = new AbortController();
  return { deadline: startDeadline(3_600_000, { clock, signal }), timer: startPhaseTimer(clock) };
}

interface Work {
  readonly end: Cancel;
  readonly hasBegun: () => boolean;
}

/** Settled as far as it can be. */
async function begin(places: TargetPlaces, target: string, expectedMs?: number): Promise<Work> {
  const held: { end: Cancel | null } = { end: null };
  void places.begin(target, checkTime(), expectedMs).then((end) => (held.end = end));
  await clock.advance(0);
  return { end: () => held.end?.(), hasBegun: () => held.end !== null };
}

async function work(
  places: TargetPlaces,
  target: string,
  options: { tookMs: number; expectedMs?: number },
): Promise<void> {
  const { end } = await begin(places, target, options.expectedMs);
  await clock.advance(options.tookMs);
  end();
}

describe('a target whose last work took long', () => {
  test('waits for a place among its like', async () => {
    const places = open();
    for (const target of ['a', 'b']) await work(places, target, { tookMs: slowMs });
    expect((await begin(places, 'a')).hasBegun()).toBe(true);
    expect((await begin(places, 'b')).hasBegun()).toBe(false);
    expect((await begin(places, 'healthy')).hasBegun()).toBe(true);
  });

  test('is one of the quick ones again after quick work', async () => {
    const places = open();
    await work(places, 'a', { tookMs: slowMs });
    expect(places.placesFor('a')).toBe(places.slow);
    await work(places, 'a', { tookMs: slowMs - 1 });
    expect(places.placesFor('a')).toBe(places.quick);
  });

  test('is not slow where that is how long it takes', async () => {
    const places = open();
    await work(places, 'a', { tookMs: 4_999, expectedMs: 4_000 });
    expect(places.placesFor('a')).toBe(places.quick);
    await work(places, 'a', { tookMs: 5_000, expectedMs: 4_000 });
    expect(places.placesFor('a')).toBe(places.slow);
  });

  test('is forgotten where there are very many of them', () => {
    const places = open();
    for (let index = 0; index <= 10_000; index += 1) places.note(String(index), slowMs);
    expect(places.placesFor('0')).toBe(places.quick);
    expect(places.placesFor('1')).toBe(places.slow);
  });
});

test('work that only waits for its target gives its place back, and is still noted when it ends', async () => {
  const places = open({ quick: () => 1, busyMs: 100 });
  const first = await begin(places, 'a');
  const second = await begin(places, 'b');
  await clock.advance(99);
  expect(second.hasBegun()).toBe(false);
  await clock.advance(1);
  expect(second.hasBegun()).toBe(true);
  await clock.advance(slowMs);
  first.end();
  expect(places.placesFor('a')).toBe(places.slow);
});

test('however many targets hang, each healthy one finds a place at once, and all that hang get their turn', async () => {
  const shapes = fc.record({
    hanging: fc.integer({ min: 0, max: 40 }),
    quick: fc.integer({ min: 1, max: 6 }),
    slow: fc.integer({ min: 1, max: 6 }),
    /** Before and after which of the hanging ones each healthy one begins. */
    moments: fc.array(fc.nat({ max: 40 }), { maxLength: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(shapes, async ({ hanging, quick, slow, moments }) => {
      clock = manualClock();
      const places = open({ quick: () => quick, slow: () => slow });
      const targets = Array.from({ length: hanging }, (_, index) => `hanging ${String(index)}`);
      for (const target of targets) places.note(target, slowMs);
      const hung: Work[] = [];
      for (const [index, target] of targets.entries()) {
        hung.push(await begin(places, target));
        for (const moment of moments.filter((each) => each === index)) {
          const healthy = await begin(places, `healthy ${String(moment)}`);
          expect(healthy.hasBegun()).toBe(true);
          healthy.end();
        }
      }
      expect(places.waitsMs()).toHaveLength(Math.max(0, hanging - slow));
      for (const [index, { end, hasBegun }] of hung.entries()) {
        expect(hasBegun()).toBe(true);
        expect(hung.filter((each) => each.hasBegun()).length).toBe(Math.min(hanging, index + slow));
        end();
        await clock.advance(0);
      }
      expect(places.waitsMs()).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
