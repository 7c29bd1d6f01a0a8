/**
 * Bounds the work of probes, phase by phase. Waiting for a target is not work: an open connection without traffic costs
 * next to nothing, so that targets that hang take nothing from the others.
 */
import type { Clock } from '../ports.ts';
import { openLookups, type Lookups } from '../lookups/lookups.ts';
import { openHandshakes, type Handshakes } from './handshakes.ts';
import { openPlaces, type Places } from './places.ts';

export interface Work {
  readonly lookups: Lookups;
  readonly handshakes: Handshakes;
  /** Questions of DNS monitors, which take no places from the lookups of names to connect to. */
  readonly queries: Places;
  /** Processes of `ping`. */
  readonly pings: Places;
  /** Bodies of more than a few kilobytes, which are kept in memory until they have been evaluated. */
  readonly bodies: Places;
  /** Processes of commands. */
  readonly commands: Places;
}

export interface WorkOptions {
  readonly clock: Clock;
  /** The user's setting. */
  readonly maxHandshakes: () => number;
  /** Absent: in this process, for a single check. */
  readonly lookups?: Lookups | undefined;
}

const maxQueries = 64;
const maxPings = 16;
/** Of 1 MiB each. */
const maxBodies = 64;
const maxCommands = 16;

export function openWork({ clock, maxHandshakes, lookups = openLookups({ clock }) }: WorkOptions): Work {
  return {
    lookups,
    handshakes: openHandshakes(maxHandshakes, clock),
    queries: openPlaces(() => maxQueries, clock),
    pings: openPlaces(() => maxPings, clock),
    bodies: openPlaces(() => maxBodies, clock),
    commands: openPlaces(() => maxCommands, clock),
  };
}

/** How long each of the probes that wait for a place has been waiting. */
export function waitsMs(work: Work): readonly number[] {
  const { lookups, handshakes, queries, pings, bodies, commands } = work;
  return [lookups, handshakes, queries, pings, bodies, commands].flatMap((places) => places.waitsMs());
}
