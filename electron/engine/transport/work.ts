/**
 * Bounds the work of probes, phase by phase. Waiting for a target is not work: an open connection without traffic costs
 * next to nothing, so that targets that hang take nothing from the others.
 */
import type { Clock } from '../ports.ts';
import { openPlaces, type Places } from './places.ts';

export interface Work {
  /** A lookup blocks a thread of Node's pool until the name server responds. */
  readonly lookups: Places;
  /** TCP and TLS handshakes. */
  readonly handshakes: Places;
  /** Bodies of more than a few kilobytes, which are kept in memory until they have been evaluated. */
  readonly bodies: Places;
}

export interface WorkOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** The user's setting. */
  readonly maxHandshakes: () => number;
}

/** Node's default is 4. One thread is left for files, decompression and anchors. */
const maxLookups = Math.max(1, Number(process.env['UV_THREADPOOL_SIZE'] ?? 4) - 1);
/** Of 1 MiB each. */
const maxBodies = 64;

export function openWork({ clock, maxHandshakes }: WorkOptions): Work {
  return {
    lookups: openPlaces(() => maxLookups, clock),
    handshakes: openPlaces(maxHandshakes, clock),
    bodies: openPlaces(() => maxBodies, clock),
  };
}

/** How long each of the probes that wait for a place has been waiting. */
export function waitsMs(work: Work): readonly number[] {
  return [work.lookups, work.handshakes, work.bodies].flatMap((places) => places.waitsMs());
}
