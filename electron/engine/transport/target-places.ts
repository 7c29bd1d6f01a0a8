/**
 * Places for work on many targets, some of which hang. A target whose last work took long is slow until it is quick
 * again. Slow targets have places of their own, so that any number of them delay only each other. A target without
 * earlier work counts as quick.
 */
import type { Cancel, Clock } from '../ports.ts';
import { openPlaces, type Places } from './places.ts';
import { takePlace, type CheckTime } from './take-place.ts';

export interface TargetPlaces {
  readonly quick: Places;
  readonly slow: Places;
  readonly placesFor: (target: string) => Places;
  /** How long work on the target took, whatever came of it. */
  readonly note: (target: string, tookMs: number) => void;
  /**
   * Waits for a place, which stops the time of the check.
   * @param expectedMs what it takes where nothing hangs; absent: next to nothing.
   * @returns to be called when the work has ended, however it did.
   */
  readonly begin: (target: string, time: CheckTime, expectedMs?: number) => Promise<Cancel>;
  /** How long each piece of work that waits for a place has been waiting. */
  readonly waitsMs: () => readonly number[];
}

export interface TargetPlacesOptions {
  readonly clock: Clock;
  /** At once, for targets that are not slow. Read for every place, since it may be a setting. */
  readonly quick: () => number;
  /** At once, for slow ones. */
  readonly slow: () => number;
  /** Work that takes longer makes its target slow. So long that a busy computer is no explanation. */
  readonly slowMs: number;
  /** After this time work is only waiting for its target and needs no place; absent: it needs one to its end. */
  readonly busyMs?: number;
}

/** Redirects may lead anywhere: of more targets the oldest are forgotten. */
const maxSlowTargets = 10_000;

export function openTargetPlaces({ clock, slowMs, busyMs, ...limits }: TargetPlacesOptions): TargetPlaces {
  const quick = openPlaces(limits.quick, clock);
  const slow = openPlaces(limits.slow, clock);
  const slowTargets = new Set<string>();

  const placesFor = (target: string): Places => (slowTargets.has(target) ? slow : quick);

  function note(target: string, tookMs: number): void {
    slowTargets.delete(target);
    if (tookMs < slowMs) return;
    slowTargets.add(target);
    const [oldest] = slowTargets;
    if (slowTargets.size > maxSlowTargets && oldest !== undefined) slowTargets.delete(oldest);
  }

  return {
    quick,
    slow,
    placesFor,
    note,
    async begin(target, time, expectedMs = 0) {
      const free = await takePlace(placesFor(target), time);
      const begunAt = clock.monotonic();
      const cancelTimer = busyMs === undefined ? null : clock.setTimer(busyMs, free);
      return () => {
        cancelTimer?.();
        free();
        note(target, clock.monotonic() - begunAt - expectedMs);
      };
    },
    waitsMs: () => [...quick.waitsMs(), ...slow.waitsMs()],
  };
}
