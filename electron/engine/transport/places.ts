/**
 * A limited number of places for one kind of work. If none is free, callers wait in line. That is a delay of this program
 * and must not count against a target: probes take places by take-place.ts.
 */
import type { Cancel, Clock } from '../ports.ts';

export interface Places {
  /** Takes a free place; null: none is free. The returned function frees it. */
  readonly tryTake: () => Cancel | null;
  /** Waits in line; `onPlace` gets the function that frees the place. @returns leaves the line. */
  readonly wait: (onPlace: (free: Cancel) => void) => Cancel;
  /** How long each of those in line has been waiting, the longest first. */
  readonly waitsMs: () => readonly number[];
}

type OnPlace = (free: Cancel) => void;

/** @param limit read for every place, since it may be a setting. */
export function openPlaces(limit: () => number, clock: Pick<Clock, 'monotonic'>): Places {
  /** With the time since when they wait. */
  const line = new Map<OnPlace, number>();
  let taken = 0;

  function take(): Cancel {
    taken += 1;
    let isFreed = false;
    return () => {
      if (isFreed) return;
      isFreed = true;
      taken -= 1;
      serve();
    };
  }

  function serve(): void {
    for (const onPlace of line.keys()) {
      if (taken >= limit()) return;
      line.delete(onPlace);
      onPlace(take());
    }
  }

  return {
    tryTake: () => (taken < limit() && line.size === 0 ? take() : null),
    wait(onPlace) {
      line.set(onPlace, clock.monotonic());
      return () => line.delete(onPlace);
    },
    waitsMs: () => Array.from(line.values(), (since) => clock.monotonic() - since),
  };
}
