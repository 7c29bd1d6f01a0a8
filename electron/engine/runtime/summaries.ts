/** Summaries of the monitors for lists and tray. */
import { newestCheck } from '../../contract/model/recent-checks.ts';
import type { Connection, MonitorSummary, OverviewSummary } from '../../contract/model/state.ts';
import type { Reason } from '../../contract/reasons.ts';
import { definitionOf, isProbed } from '../../contract/monitors/registry.ts';
import { shownTargetOf, targetOf } from '../monitors/target.ts';
import { countStates, overallState } from '../state/summary.ts';
import { degradationOf } from '../incidents/degradation.ts';
import { stateOf, type MonitorEntry } from './monitor-entry.ts';

/** A monitor's row before it is worded. */
export type SummaryRecord = Omit<MonitorSummary, 'reason'> & { readonly reason: Reason | null };

export interface OverviewRecord extends OverviewSummary {
  readonly monitors: readonly SummaryRecord[];
}

export interface Surroundings {
  readonly nextCheckAt: number | null;
  /** How many monitors depend on it. */
  readonly behind: number;
}

export function summarise(entry: MonitorEntry, { nextCheckAt, behind }: Surroundings): SummaryRecord {
  const { monitor, tracking } = entry;
  const state = stateOf(entry);
  const responseTime = newestCheck(entry.recent)?.responseTime ?? null;
  return {
    id: monitor.id,
    name: monitor.name,
    kind: monitor.kind,
    enabled: monitor.enabled,
    severity: monitor.severity,
    tags: monitor.tags,
    locations: isProbed(monitor) ? monitor.locations : [],
    target: targetOf(monitor),
    shownTarget: shownTargetOf(monitor),
    state,
    since: tracking.since,
    reason: reasonOf(entry, responseTime),
    lastCheckAt: entry.lastCheckAt,
    responseTime,
    figure: entry.figure,
    nextCheckAt: isProbed(monitor) ? nextCheckAt : null,
    deadlineAt: tracking.deadlineAt,
    clock: isProbed(monitor) ? null : (monitor.clock ?? tracking.clock),
    openIncidentId: entry.incident?.id ?? null,
    isAcknowledged: entry.incident !== null && entry.incident.acknowledgedAt !== null,
    causedBy: entry.incident?.causedBy?.monitorName ?? null,
    behind,
    uncovered: entry.uncovered,
    certificate: certificateOf(entry),
    registration: registrationOf(entry),
    muted: entry.muted === null ? null : { until: entry.muted.until },
    isFlapping: tracking.flapping.since !== null,
    recent: entry.recent.slice(),
  };
}

const dayMs = 86_400_000;

function certificateOf({ monitor, certificateEndsAt: endsAt }: MonitorEntry): MonitorSummary['certificate'] {
  if (endsAt === null) return null;
  const days = 'certificateWarningDays' in monitor ? monitor.certificateWarningDays : [];
  return { endsAt, warnAt: endsAt - Math.max(0, ...days) * dayMs };
}

function registrationOf({ monitor, registrationEndsAt: endsAt }: MonitorEntry): MonitorSummary['registration'] {
  if (endsAt === null) return null;
  return { endsAt, warnAt: endsAt - (definitionOf(monitor.kind).registrationWarningDays?.(monitor) ?? 0) * dayMs };
}

function reasonOf({ monitor, tracking }: MonitorEntry, responseTime: number | null): Reason | null {
  if (tracking.state === 'degraded' && tracking.failure === null) return degradationOf(monitor, responseTime);
  return tracking.failure === null ? null : { code: 'failure', facts: tracking.failure };
}

/** Without a connection nothing is shown as up: what was up a moment ago may not be any more. */
export function overviewSummary(all: readonly MonitorEntry[], connection: Connection): OverviewSummary {
  const counted = all.filter(({ muted }) => muted === null);
  const overall = overallState(counted.map(stateOf), all.length - counted.length);
  const state = connection !== 'online' && overall === 'up' ? 'unknown' : overall;
  return {
    state,
    connection,
    counts: countStates(all.map(stateOf)),
    muted: all.length - counted.length,
    hasPausedTogether: all.some(({ isPausedTogether }) => isPausedTogether),
  };
}

interface OverviewSource {
  readonly dueAt: (id: string) => number | null;
  readonly behind: (id: string) => number;
  readonly connection: () => Connection;
}

export function overview(all: readonly MonitorEntry[], { dueAt, behind, connection }: OverviewSource): OverviewRecord {
  return {
    ...overviewSummary(all, connection()),
    monitors: all.map((entry) => {
      const { id } = entry.monitor;
      return summarise(entry, { nextCheckAt: dueAt(id), behind: behind(id) });
    }),
  };
}
