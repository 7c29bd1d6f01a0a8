/**
 * Bounds the work of probes, phase by phase. Waiting for a target is not work: an open connection without traffic costs
 * next to nothing, so that targets that hang take nothing from the others.
 */
import type { Clock } from '../ports.ts';
import { openLookups, type Lookups } from '../lookups/lookups.ts';
import { openTargetPlaces, type TargetPlaces } from './target-places.ts';

export interface Work {
  readonly lookups: Lookups;
  /** TCP and TLS handshakes, by host and port. One that takes long is waiting for its target and no longer counts. */
  readonly handshakes: TargetPlaces;
  /** Questions of DNS monitors, which take no places from the lookups of names to connect to. By server and question. */
  readonly queries: TargetPlaces;
  /** Processes of `ping`, by address. */
  readonly pings: TargetPlaces;
  /** Bodies of more than a few kilobytes, which are kept in memory until they have been evaluated. By host. */
  readonly bodies: TargetPlaces;
  /** Processes of commands, by their words. */
  readonly commands: TargetPlaces;
}

interface WorkOptions {
  readonly clock: Clock;
  /** The user's setting. */
  readonly maxHandshakes: () => number;
  /** Absent: in this process, for a single check. */
  readonly lookups?: Lookups | undefined;
}

/** Of slow targets, this many handshakes at once, as a share of the others. */
const slowShare = 1 / 4;
/** A handshake that takes longer is waiting for its target. */
const handshakeMs = 100;
const slowMs = 1_000;
/** At once, of quick targets and of slow ones. */
const limits = {
  queries: { quick: () => 64, slow: () => 64 },
  pings: { quick: () => 16, slow: () => 16 },
  // Of 1 MiB each.
  bodies: { quick: () => 48, slow: () => 16 },
  commands: { quick: () => 16, slow: () => 16 },
} as const;

export function openWork({ clock, maxHandshakes, lookups = openLookups({ clock }) }: WorkOptions): Work {
  return {
    lookups,
    handshakes: openTargetPlaces({
      clock,
      slowMs,
      busyMs: handshakeMs,
      quick: maxHandshakes,
      slow: () => Math.max(1, maxHandshakes() * slowShare),
    }),
    queries: openTargetPlaces({ clock, slowMs, ...limits.queries }),
    pings: openTargetPlaces({ clock, slowMs, ...limits.pings }),
    bodies: openTargetPlaces({ clock, slowMs, ...limits.bodies }),
    commands: openTargetPlaces({ clock, slowMs, ...limits.commands }),
  };
}

/** How long each of the probes that wait for a place has been waiting. */
export function waitsMs(work: Work): readonly number[] {
  const { lookups, handshakes, queries, pings, bodies, commands } = work;
  return [lookups, handshakes, queries, pings, bodies, commands].flatMap((places) => places.waitsMs());
}
