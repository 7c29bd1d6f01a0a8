/**
 * Keeps open incidents in step with what causes them: an incident that was not reported is marked as caused by the one
 * that explains it; once nothing explains it any longer and its monitor is still down, it is reported. It keeps no state
 * of its own, so a restart loses and repeats nothing. A monitor that fails has its dependencies checked at once.
 */
import type { Incident } from '../../contract/model/history.ts';
import { isPinged } from '../../contract/monitors/registry.ts';
import { openAlarm } from '../calendar/alarm.ts';
import type { Logger } from '../ports.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import { openCauses, type CausesOptions } from './causes.ts';
import { openExtraChecks } from './extra-checks.ts';
import { standingOf } from './standing.ts';

export interface DependencyReview {
  /** A monitor has changed its state. */
  readonly changed: (entry: MonitorEntry) => void;
  /** What monitors depend on has changed. */
  readonly wake: () => void;
  /** An incident got its cause when its alert was due. */
  readonly noteCause: (incident: Incident) => void;
  readonly start: () => void;
  readonly stop: () => void;
}

interface DependencyReviewOptions extends CausesOptions {
  readonly registry: Pick<MonitorRegistry, 'all' | 'find'>;
  readonly logger: Logger;
  /** Checks a monitor out of turn. */
  readonly check: (entry: MonitorEntry) => Promise<unknown>;
}

/** When a thousand monitors go down together, they are reviewed once. */
const soonMs = 250;
const againMs = 1_000;
/** So long an outage may wait for a check that shows whether it has outlasted its cause. */
const longestWaitMs = 60_000;

export function openDependencyReview(options: DependencyReviewOptions): DependencyReview {
  const { registry, clock } = options;
  const alarm = openAlarm(clock, review);
  const causes = openCauses(options);
  const extraChecks = openExtraChecks({ ...options, isRunning: () => isRunning, onEnd: wake });
  /** Since when nothing explains the incident any longer; by its id. */
  const aloneSince = new Map<number, number>();
  let isRunning = false;

  function wake(): void {
    if (isRunning) alarm.bringForward(clock.now() + soonMs);
  }

  function review(): void {
    try {
      const isPending = registry.all().map(reviewOne).includes(true);
      if (isPending) alarm.bringForward(clock.now() + againMs);
    } catch (error) {
      options.logger.error('the causes of incidents could not be reviewed; this is tried again', { error });
      alarm.bringForward(clock.now() + longestWaitMs);
    }
  }

  /** @returns whether it has to be looked at again soon. */
  function reviewOne(entry: MonitorEntry): boolean {
    const { incident, monitor } = entry;
    if (incident === null || (monitor.dependsOn.length === 0 && incident.causedBy === null)) return false;
    const standing = standingOf(entry, registry.find, clock.now());
    if (standing.kind === 'caused') {
      aloneSince.delete(incident.id);
      const isOther = incident.causedBy?.id !== standing.by.id;
      const isSilent = incident.causedBy !== null || !causes.isReported(incident);
      if (isOther && isSilent) causes.set(entry, incident, standing.by.id);
      return false;
    }
    if (incident.causedBy === null) return false;
    if (standing.kind === 'undecided' || standing.kind === 'planned') return true;
    return !reportIfDown(entry, incident);
  }

  /** @returns false: a check has to show it first. */
  function reportIfDown(entry: MonitorEntry, incident: Incident): boolean {
    const nowMs = clock.now();
    const sinceMs = Math.min(aloneSince.get(incident.id) ?? nowMs, nowMs);
    aloneSince.set(incident.id, sinceMs);
    const { tracking, monitor, lastCheckAt } = entry;
    const isKnown = isPinged(monitor) || (lastCheckAt ?? 0) >= sinceMs || nowMs - sinceMs >= longestWaitMs;
    if (!isKnown) extraChecks.of(entry);
    if (!isKnown || tracking.state !== 'down' || tracking.passes > 0) return false;
    aloneSince.delete(incident.id);
    causes.report(entry, incident);
    return true;
  }

  return {
    changed(entry) {
      if (!isRunning) return;
      const { state } = entry.tracking;
      if (entry.monitor.dependsOn.length > 0 && (state === 'failing' || state === 'down'))
        extraChecks.ofDependencies(entry);
      wake();
    },
    wake,
    noteCause(incident) {
      const entry = registry.find(incident.monitorId);
      if (entry !== null) causes.follow(entry, incident);
    },
    start() {
      isRunning = true;
      wake();
    },
    stop() {
      isRunning = false;
      alarm.clear();
    },
  };
}
