/** Probes from this process. */
import type { Location, LocationOptions } from '../location.ts';
import { runProbe } from './run-probe.ts';

export function openHere({ clock, logger, version, work, probes }: LocationOptions): Location {
  return { probe: (monitor, signal) => runProbe(monitor, { clock, logger, version, work, signal }, probes) };
}
