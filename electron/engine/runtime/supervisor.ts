/**
 * Starts and stops the monitoring of each monitor: spread over its interval at startup, at once when it is added or
 * edited, until it is paused or removed. How a monitor is observed is in observing.ts.
 */
import type { Location } from '../../contract/locations/registry.ts';
import { isProbed, type Monitor, type ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { Lateness } from '../../contract/model/program.ts';
import type { CheckDetail, Connection } from '../../contract/model/state.ts';
import { refused, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { IncomingPing, PingAnswer } from '../kinds/heartbeat/incoming.ts';
import type { Report } from '../locations/location.ts';
import { openObserving, type ObservingOptions } from './observing.ts';
import { openScheduling, type Scheduling } from './scheduling.ts';
import type { Observer } from './observer.ts';
import type { MonitorEntry } from './monitor-entry.ts';

export interface Supervisor extends Pick<Scheduling, 'update' | 'maintain'> {
  /** Starts all monitors of the registry, spread over their intervals. `aliveAt`: when the program last ran. */
  readonly start: (aliveAt: number | null) => void;
  readonly stop: () => Promise<void>;
  /** The host reports that the computer is about to sleep. */
  readonly sleep: () => void;
  /** The host reports that the computer has woken up, or that its network has changed. */
  readonly wake: () => void;
  /** Intervals are stretched now, or no longer. */
  readonly repace: () => void;
  readonly remove: (entry: MonitorEntry) => void;
  readonly checkNow: (entry: MonitorEntry) => Promise<Outcome<CheckDetail>>;
  /** Asks the location now; nothing is recorded. */
  readonly askLocation: (location: Location, monitor: ProbedMonitor) => Promise<Report>;
  readonly preview: (monitor: Monitor) => Promise<Outcome<CheckDetail>>;
  readonly receivePing: (ping: IncomingPing) => Promise<PingAnswer>;
  readonly dueAt: (id: string) => number | null;
  readonly connection: () => Connection;
  readonly lateness: () => Lateness;
  readonly observe: Observer['observe'];
  readonly announce: (entry: MonitorEntry) => void;
  readonly announceOverview: () => void;
}

export type SupervisorOptions = ObservingOptions;

const notChecked = refused('not-checked');

/** The mark that Vigilmon is alive is renewed more often than this. */
const longestUnmarkedMs = 60_000;

/** After a crash, what was recorded last is newer than the last mark. Later times are from before the clock was set back. */
function lastSign(entries: readonly MonitorEntry[], aliveAt: number): number {
  const signs = entries.map(({ lastCheckAt }) => lastCheckAt ?? aliveAt);
  return Math.max(aliveAt, ...signs.filter((at) => at < aliveAt + longestUnmarkedMs));
}

export function openSupervisor(options: SupervisorOptions): Supervisor {
  const { registry, clock } = options;
  const observing = openObserving(options);
  const { scheduler, checks, heartbeats, observer, connectivity, gaps, interruptions, lateChecks } = observing;
  const scheduling = openScheduling({ observing, clock, isRunning: () => isRunning });
  const stopping = new AbortController();
  let isRunning = false;

  async function stop(): Promise<void> {
    isRunning = false;
    stopping.abort();
    heartbeats.stop();
    gaps.stop();
    lateChecks.stop();
    interruptions.stop();
    connectivity.stop();
    observer.stop();
    await Promise.all([scheduler.stop(), checks.stop()]);
  }

  return {
    start(aliveAt) {
      isRunning = true;
      gaps.start();
      lateChecks.start();
      const entries = registry.all();
      if (aliveAt !== null) heartbeats.away({ from: lastSign(entries, aliveAt), to: clock.now() });
      options.onReturn();
      for (const entry of entries) scheduling.begin(entry, aliveAt);
    },
    stop,
    sleep() {
      gaps.suspend();
      interruptions.onSleep();
    },
    wake() {
      gaps.resume();
      if (connectivity.current() !== 'online') void connectivity.assess();
    },
    repace() {
      if (!options.isStretched()) checks.catchUp();
    },
    update: scheduling.update,
    maintain: scheduling.maintain,
    remove: ({ monitor }) => scheduler.delete(monitor.id),
    checkNow: async (entry) => (isProbed(entry.monitor) ? ok(await checks.probe(entry, entry.monitor)) : notChecked),
    askLocation: (location, monitor) =>
      observing.askElsewhere(location, monitor, { purpose: 'confirm', finalUrl: null, signal: stopping.signal }),
    preview: async (monitor) => (isProbed(monitor) ? ok(await checks.preview(monitor)) : notChecked),
    receivePing: heartbeats.receive,
    dueAt: scheduler.dueAt,
    connection: connectivity.current,
    lateness: lateChecks.lateness,
    observe: observer.observe,
    announce: observer.announce,
    announceOverview: observer.announceOverview,
  };
}
