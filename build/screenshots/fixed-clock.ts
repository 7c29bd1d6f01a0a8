/** Runs like the machine's clock, but always starts at the same time, so that pictures differ only by what changed. */
import type { Clock } from '../../electron/engine/ports.ts';
import { systemClock } from '../../electron/host/system-clock.ts';

/** A Wednesday morning. */
export const pictureTime = Date.UTC(2026, 9, 14, 10, 24);

export function clockFrom(startMs: number): Clock {
  const shiftMs = startMs - systemClock.now();
  return { ...systemClock, now: () => systemClock.now() + shiftMs };
}
