/**
 * Keeps open incidents in step with what causes them: an incident that was not reported is marked as caused by the one
 * that explains it; once nothing explains it any longer and its monitor is still down, it is reported. It keeps no state
 * of its own, so a restart loses and repeats nothing. A monitor that fails has its dependencies checked at once.
 */
import type { Incident } from '../../contract/model/history.ts';
import { isPinged } from '../../contract/monitors/registry.ts';
import { openAlarm } from '../calendar/alarm.ts';
import type { AlertConfig } from '../notifications/alert-config.ts';
import { deferredAlerts } from '../notifications/monitor-alerts.ts';
import type { Clock, Logger } from '../ports.ts';
import type { Emit } from '../runtime/events.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { MonitorRegistry } from '../runtime/monitor-registry.ts';
import type { Store } from '../store/store.ts';
import { ancestorsOf } from './graph.ts';
import { isUnchecked, standingOf } from './standing.ts';

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

export interface DependencyReviewOptions {
  readonly store: Pick<Store, 'incidents' | 'outbox' | 'transaction'>;
  readonly registry: Pick<MonitorRegistry, 'all' | 'find'>;
  readonly alertConfig: AlertConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  readonly announce: (entry: MonitorEntry) => void;
  /** Checks a monitor out of turn. */
  readonly check: (entry: MonitorEntry) => Promise<unknown>;
  /** New outbox rows are committed. */
  readonly onAlerts: () => void;
}

/** When a thousand monitors go down together, they are reviewed once. */
const soonMs = 250;
const againMs = 1_000;
/** So long an outage may wait for a check that shows whether it has outlasted its cause. */
const longestWaitMs = 60_000;

export function openDependencyReview(options: DependencyReviewOptions): DependencyReview {
  const { store, registry, clock } = options;
  const alarm = openAlarm(clock, review);
  const underWay = new Set<MonitorEntry>();
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
      if (isOther && (incident.causedBy !== null || !isReported(incident))) setCause(entry, incident, standing.by.id);
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
    if (!isKnown) checkNow(entry);
    if (!isKnown || tracking.state !== 'down' || tracking.passes > 0) return false;
    aloneSince.delete(incident.id);
    report(entry, incident);
    return true;
  }

  function report(entry: MonitorEntry, incident: Incident): void {
    const nowMs = clock.now();
    const isSilent = entry.muted !== null || store.incidents.find(incident.id)?.acknowledgedAt !== null;
    const { next, queued } = store.transaction(() => ({
      next: store.incidents.setCause(incident.id, null),
      queued: isSilent ? 0 : store.outbox.addAgain(deferredAlerts(entry, nowMs, options.alertConfig), nowMs),
    }));
    follow(entry, next);
    if (queued > 0) options.onAlerts();
  }

  function isReported({ id }: Incident): boolean {
    return store.outbox.channelsOf(`incident:${String(id)}`, 'down').length > 0;
  }

  function setCause(entry: MonitorEntry, { id }: Incident, causeId: number): void {
    follow(
      entry,
      store.transaction(() => store.incidents.setCause(id, causeId)),
    );
  }

  function follow(entry: MonitorEntry, incident: Incident): void {
    if (entry.incident?.id === incident.id) entry.incident = incident;
    options.emit({ type: 'incident', incident });
    options.announce(entry);
  }

  function checkDependencies(entry: MonitorEntry): void {
    const { firstFailureAt, detectedAt } = entry.tracking;
    if (firstFailureAt === null || detectedAt === null) return;
    const outage = { startedAt: firstFailureAt, detectedAt };
    for (const ancestor of ancestorsOf(entry.monitor, registry.find)) {
      if (isUnchecked(ancestor, outage, clock.now())) checkNow(ancestor, outage.startedAt);
    }
  }

  /** @param sinceMs one that began earlier says nothing: another follows it. */
  function checkNow(entry: MonitorEntry, sinceMs = 0): void {
    if (underWay.has(entry)) return;
    underWay.add(entry);
    const isStale = (): boolean => isRunning && (entry.lastCheckAt ?? 0) < sinceMs;
    void options
      .check(entry)
      .then(() => (isStale() ? options.check(entry) : null))
      .finally(() => {
        underWay.delete(entry);
        wake();
      });
  }

  return {
    changed(entry) {
      if (!isRunning) return;
      const { state } = entry.tracking;
      if (entry.monitor.dependsOn.length > 0 && (state === 'failing' || state === 'down')) checkDependencies(entry);
      wake();
    },
    wake,
    noteCause(incident) {
      const entry = registry.find(incident.monitorId);
      if (entry !== null) follow(entry, incident);
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
