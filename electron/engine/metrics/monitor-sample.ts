/** What is known of a monitor at the time of a scrape, with its labels. */
import { hereId } from '../../contract/locations/registry.ts';
import { isProbed, type Monitor } from '../../contract/monitors/registry.ts';
import type { MonitorState } from '../../contract/model/state.ts';
import { exporterTargetOf } from '../monitors/target.ts';
import { stateOf, type MonitorEntry } from '../runtime/monitor-entry.ts';
import type { MeasuredCheck } from './check-series.ts';
import { joined, labels } from './exposition.ts';

export interface MonitorSample {
  readonly monitor: Monitor;
  /** Of all its series. */
  readonly labels: string;
  readonly state: MonitorState;
  /** Seconds; null: there was none. */
  readonly lastCheckAt: number | null;
  /** Seconds; null: it is not pinged, or no ping has come yet. */
  readonly deadlineAt: number | null;
  /** The latest check of each location that is not too old to count. */
  readonly checks: readonly { readonly labels: string; readonly check: MeasuredCheck }[];
}

/** What a check says while its monitor is in such a state is not known to be true. */
const unknownStates: ReadonlySet<MonitorState> = new Set<MonitorState>(['new', 'unknown', 'paused', 'maintenance']);

export function isKnown(state: MonitorState): boolean {
  return !unknownStates.has(state);
}

export function sampleOf(entry: MonitorEntry, nowMs: number): MonitorSample {
  const { monitor, tracking, lastCheckAt } = entry;
  const state = stateOf(entry);
  return {
    monitor,
    labels: labelsOf(monitor),
    state,
    lastCheckAt: inSeconds(lastCheckAt),
    deadlineAt: isKnown(state) ? inSeconds(tracking.deadlineAt) : null,
    checks: isKnown(state) ? checksOf(entry, nowMs) : [],
  };
}

function checksOf(entry: MonitorEntry, nowMs: number): MonitorSample['checks'] {
  const { monitor, latest } = entry;
  if (latest === null || !isProbed(monitor)) return [];
  const own = labelsOf(monitor);
  const hasLocations = monitor.locations.length > 0;
  const here = { labels: hasLocations ? at(own, hereId) : own, check: latest };
  return hasLocations ? [here, ...reportsOf(entry, own, nowMs)] : [here];
}

/** While it fails here, the locations are asked at least this often. */
const trustMs = 300_000;

function reportsOf(entry: MonitorEntry, own: string, nowMs: number): MonitorSample['checks'] {
  const oldest = nowMs - 2 * (entry.monitor.regionalInterval ?? trustMs);
  return Array.from(entry.reports).flatMap(([id, check]) =>
    check.at < oldest ? [] : [{ labels: at(own, id), check }],
  );
}

function at(own: string, locationId: string): string {
  return joined(own, labels({ location: locationId }));
}

/** A monitor is replaced as a whole when it is edited. */
const known = new WeakMap<Monitor, string>();

function labelsOf(monitor: Monitor): string {
  const before = known.get(monitor);
  if (before !== undefined) return before;
  const instance: Readonly<Record<string, string>> = isProbed(monitor) ? { instance: exporterTargetOf(monitor) } : {};
  const written = labels({ ...instance, monitor: monitor.id });
  known.set(monitor, written);
  return written;
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}
