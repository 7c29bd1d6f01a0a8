/**
 * Composes what observes monitors, in order: a monitor comes due; it is probed, or its deadline is checked; a failure is
 * reviewed, because this computer may have caused it; the result becomes a step of the state machine, which is recorded
 * and announced. Sleep, clock jumps and a lost connection interrupt all of this.
 */
import type { Settings } from '../../contract/model/program.ts';
import type { Ping } from '../../contract/model/history.ts';
import { isProbed } from '../../contract/monitors/registry.ts';
import { openHeartbeats, type Heartbeats } from '../kinds/heartbeat/heartbeats.ts';
import type { ProbeRegistry } from '../kinds/registry.ts';
import { nodeLookup } from '../lookups/node-lookup.ts';
import type { Lookups } from '../lookups/lookups.ts';
import { askLocation } from '../locations/ask.ts';
import type { Budgets } from '../locations/budgets.ts';
import { openHere } from '../locations/here/here.ts';
import type { LocationList } from '../locations/location-list.ts';
import { hostOf } from '../monitors/target.ts';
import { askAnchorBy, type AskAnchor } from '../network/anchors.ts';
import { openConnectivity, type Connectivity } from '../network/connectivity.ts';
import { openGapDetector, type GapDetector } from '../network/gap-detector.ts';
import { openInterruptions, type Interruptions } from '../network/interruptions.ts';
import { openReview, ownAddresses, resolveHost } from '../network/review.ts';
import type { Clock, Logger, NativeNotifier, SystemProxy } from '../ports.ts';
import { maxConnections, openFileLimit } from '../schedule/open-files.ts';
import { openScheduler, type Scheduler } from '../schedule/scheduler.ts';
import { openWork, waitsMs } from '../transport/work.ts';
import type { Wording } from '../wording/wording.ts';
import { openChecks, type Checks } from './checks.ts';
import { openElsewhere, type AskElsewhere } from './elsewhere.ts';
import type { ElsewhereRecord } from './elsewhere-record.ts';
import type { Emit } from './events.ts';
import { openLateChecks, type LateChecks } from './late-checks.ts';
import type { MonitorRegistry } from './monitor-registry.ts';
import { openObserver, type Observer, type ObserverOptions } from './observer.ts';
import type { MonitorEntry } from './monitor-entry.ts';
import type { SystemStatus } from './system-status.ts';

export interface ObservingOptions {
  readonly registry: MonitorRegistry;
  readonly recorder: ObserverOptions['recorder'];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of Vigilmon, for the User-Agent of probes. */
  readonly version: string;
  readonly emit: Emit;
  readonly nativeNotifier: NativeNotifier;
  readonly wording: Wording;
  readonly limits: () => Pick<Settings, 'maxConcurrent' | 'maxPerHost'>;
  readonly anchors: () => readonly string[];
  readonly status: Pick<SystemStatus, 'report'>;
  /** The computer runs on battery, and the user wants to save it. */
  readonly isStretched: () => boolean;
  readonly lookups: Lookups;
  readonly askAnchor?: AskAnchor | undefined;
  readonly probes?: ProbeRegistry | undefined;
  readonly allowsCommands?: (() => boolean) | undefined;
  /** Absent: the environment variables say. */
  readonly systemProxy?: SystemProxy | undefined;
  readonly locations: LocationList;
  readonly budgets: Budgets;
  readonly elsewhereRecord: ElsewhereRecord;
  /** When the run with this id started; null if unknown. */
  readonly runStartedAt: (entry: MonitorEntry, runId: string) => number | null;
  /** The stored pings from `atMs` on. */
  readonly pingsFrom: (entry: MonitorEntry, atMs: number) => readonly Ping[];
  /** Vigilmon runs again after a sleep or a start, and what that changes is recorded: it must not be counted twice. */
  readonly onReturn: () => void;
  /** Whether everything recorded so far is on disk, at once or after waiting for a moment. */
  readonly settled: () => true | Promise<boolean>;
}

export interface Observing {
  readonly scheduler: Scheduler;
  readonly checks: Checks;
  readonly heartbeats: Heartbeats;
  readonly observer: Observer;
  readonly connectivity: Connectivity;
  readonly gaps: GapDetector;
  readonly interruptions: Interruptions;
  readonly lateChecks: LateChecks;
  readonly askElsewhere: AskElsewhere;
}

export function openObserving(options: ObservingOptions): Observing {
  const { registry, recorder, clock, emit, lookups } = options;
  const maxOpen = maxConnections(openFileLimit());
  const work = openWork({ clock, lookups, maxHandshakes: () => options.limits().maxConcurrent });
  const scheduler = openScheduler({
    ...options,
    limits: () => ({ maxOpen, maxPerHost: options.limits().maxPerHost }),
    hostOf(id) {
      const entry = registry.find(id);
      return entry === null ? null : hostOf(entry.monitor);
    },
    async run(id) {
      gaps.poll();
      const entry = registry.find(id);
      if (entry === null || !entry.monitor.enabled) return;
      const { monitor } = entry;
      if (isProbed(monitor)) await checks.run(entry, monitor);
      else heartbeats.evaluate(entry, monitor);
    },
  });
  const gaps = openGapDetector(clock, {
    onGap(gap) {
      interruptions.onGap(gap);
      options.onReturn();
    },
    onShift: (byMs) => interruptions.onShift(byMs),
  });
  const connectivity = openConnectivity({
    ...options,
    ask: options.askAnchor ?? askAnchorBy(nodeLookup(lookups)),
    onChange(connection) {
      interruptions.onConnection(connection);
      observer.announceOverview();
    },
  });
  const review = openReview({ connectivity, resolve: (host) => resolveHost(host, lookups), ownAddresses });
  const observer = openObserver({
    registry,
    recorder,
    clock,
    emit,
    dueAt: scheduler.dueAt,
    connection: connectivity.current,
  });
  const here = openHere({ ...options, work });
  const ask: AskElsewhere = (location, monitor, asked) =>
    askLocation(location, monitor, { ...options, work, ...asked });
  const elsewhere = openElsewhere({ ...options, ask, onDecision: (entry, monitor) => checks.decide(entry, monitor) });
  const checks = openChecks({ ...options, here, elsewhere, scheduler, gaps, review, observer });
  const heartbeats = openHeartbeats({ ...options, scheduler, observer, pollGaps: gaps.poll });
  const interruptions = openInterruptions({
    ...options,
    scheduler,
    checks,
    heartbeats,
    connectivity,
    notifier: options.nativeNotifier,
  });
  const lateChecks = openLateChecks({
    ...options,
    overdueMs() {
      gaps.poll();
      return [...scheduler.overdueMs(), ...waitsMs(work)];
    },
  });
  return {
    scheduler,
    checks,
    heartbeats,
    observer,
    connectivity,
    gaps,
    interruptions,
    lateChecks,
    askElsewhere: ask,
  };
}
