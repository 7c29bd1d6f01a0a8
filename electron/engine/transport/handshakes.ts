/**
 * TCP and TLS handshakes, of which a limited number are made at once. One that takes long is waiting for its target and
 * no longer counts. Targets whose last handshake hung have places of their own, so that hundreds of them that fall
 * due together delay none of the others.
 */
import type { Cancel, Clock } from '../ports.ts';
import { openPlaces, type Places } from './places.ts';
import { takePlace, type CheckTime } from './take-place.ts';

export interface Handshakes {
  readonly usual: Places;
  readonly hung: Places;
  /** Waits for a place. @returns to be called when the handshake has ended, however it did. */
  readonly begin: (target: string, time: CheckTime) => Promise<Cancel>;
  readonly waitsMs: () => readonly number[];
}

/** A handshake that takes longer is waiting for its target. */
const workMs = 100;
/** So long that a busy computer is no explanation. */
const hungMs = 1_000;
/** Of those that hung, this many at once, as a share of the others. */
const hungShare = 1 / 4;
/** Redirects may lead anywhere: of more targets the oldest are forgotten. */
const maxHungTargets = 10_000;

/** @param limit the user's setting. */
export function openHandshakes(limit: () => number, clock: Clock): Handshakes {
  const usual = openPlaces(limit, clock);
  const hung = openPlaces(() => Math.max(1, limit() * hungShare), clock);
  const hungTargets = new Set<string>();

  function note(target: string, tookMs: number): void {
    hungTargets.delete(target);
    if (tookMs < hungMs) return;
    hungTargets.add(target);
    const [oldest] = hungTargets;
    if (hungTargets.size > maxHungTargets && oldest !== undefined) hungTargets.delete(oldest);
  }

  return {
    usual,
    hung,
    async begin(target, time) {
      const free = await takePlace(hungTargets.has(target) ? hung : usual, time);
      const begunAt = clock.monotonic();
      const cancelTimer = clock.setTimer(workMs, free);
      return () => {
        cancelTimer();
        free();
        note(target, clock.monotonic() - begunAt);
      };
    },
    waitsMs: () => [...usual.waitsMs(), ...hung.waitsMs()],
  };
}
