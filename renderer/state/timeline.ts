/**
 * Outages over time, one track per monitor: those that are down now first, then the most recent. Outages too close to
 * distinguish are one mark that lists them all. Pure.
 */
import type { WordedIncident } from '../../electron/contract/worded.ts';
import type { TimeRange } from './range.ts';

export interface Mark extends TimeRange {
  /** Newest first; never empty. */
  readonly incidents: readonly WordedIncident[];
  readonly isOpen: boolean;
}

export interface Track {
  readonly monitorId: string;
  readonly name: string;
  readonly isOpen: boolean;
  /** Oldest first. */
  readonly marks: readonly Mark[];
  readonly count: number;
  /** Within the range. */
  readonly downMs: number;
}

/** The share of the range below which two outages cannot be distinguished. */
const closeShare = 1 / 250;

export function tracksOf(incidents: readonly WordedIncident[], range: TimeRange, now: number): readonly Track[] {
  const inside = incidents.filter(({ startedAt, endedAt }) => startedAt < range.to && (endedAt ?? now) >= range.from);
  const byMonitor = new Map<string, WordedIncident[]>();
  for (const incident of inside) {
    const own = byMonitor.get(incident.monitorId);
    if (own === undefined) byMonitor.set(incident.monitorId, [incident]);
    else own.push(incident);
  }
  return [...byMonitor.values()].map((own) => trackOf(own, range, now)).sort(compareTracks);
}

function trackOf(incidents: readonly WordedIncident[], range: TimeRange, now: number): Track {
  const oldestFirst = [...incidents].sort((a, b) => a.startedAt - b.startedAt);
  const marks: Mark[] = [];
  let downMs = 0;
  for (const incident of oldestFirst) {
    const mark = markOf(incident, range, now);
    downMs += mark.to - mark.from;
    const before = marks.at(-1);
    const isClose = before !== undefined && mark.from - before.to < (range.to - range.from) * closeShare;
    if (isClose) marks[marks.length - 1] = joined(before, mark);
    else marks.push(mark);
  }
  const newest = oldestFirst.at(-1);
  return {
    monitorId: newest?.monitorId ?? '',
    name: newest?.monitorName ?? '',
    isOpen: incidents.some(({ endedAt }) => endedAt === null),
    marks,
    count: incidents.length,
    downMs,
  };
}

function markOf(incident: WordedIncident, range: TimeRange, now: number): Mark {
  const from = Math.max(range.from, incident.startedAt);
  return {
    from,
    to: Math.max(from, Math.min(range.to, incident.endedAt ?? now)),
    incidents: [incident],
    isOpen: incident.endedAt === null,
  };
}

function joined(earlier: Mark, later: Mark): Mark {
  return {
    from: earlier.from,
    to: Math.max(earlier.to, later.to),
    incidents: [...later.incidents, ...earlier.incidents],
    isOpen: earlier.isOpen || later.isOpen,
  };
}

function compareTracks(a: Track, b: Track): number {
  if (a.isOpen !== b.isOpen) return a.isOpen ? -1 : 1;
  return (b.marks.at(-1)?.to ?? 0) - (a.marks.at(-1)?.to ?? 0) || a.name.localeCompare(b.name);
}
