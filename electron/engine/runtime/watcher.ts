/**
 * Watches the monitors: joins schedule, probes, heartbeats, the network's judgement and the recorder. This is the whole
 * way of an observation: due, probe or deadline, verdict, step, record, events.
 */
import type { Ping } from '../../contract/model/history.ts';
import type { Monitor } from '../../contract/model/monitor.ts';
import type { CheckDetail, Connection } from '../../contract/model/state.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Emit } from './events.ts';
import { stepReschedule } from '../kinds/heartbeat/deadline.ts';
import type { IncomingPing, PingAnswer } from '../kinds/heartbeat/incoming.ts';
import { hostOf } from '../monitors/target.ts';
import { askAnchor, type AskAnchor } from '../network/anchors.ts';
import { openConnectivity } from '../network/connectivity.ts';
import { openReview, ownAddresses, resolveHost } from '../network/review.ts';
import type { Clock, Logger, NativeNotifier } from '../ports.ts';
import type { ProbeRegistry } from '../kinds/registry.ts';
import { startOffset } from '../schedule/cadence.ts';
import { openScheduler, type Scheduler } from '../schedule/scheduler.ts';
import type { Step } from '../state/step.ts';
import { pause, resume } from '../state/transition.ts';
import { openGapDetector } from '../network/gap-detector.ts';
import { heartbeatPolicy, openHeartbeats } from '../kinds/heartbeat/heartbeats.ts';
import { openChecks } from './checks.ts';
import { openInterruptions } from '../network/interruptions.ts';
import { openObserver } from './observer.ts';
import type { Recorder } from '../incidents/recorder.ts';
import type { MonitorRegistry } from './monitor-registry.ts';
import type { WatchedMonitor } from './watched-monitor.ts';

export interface Watcher {
  /** Begins to watch all of the registry, spread over their intervals. `aliveAt`: until when history is known. */
  readonly start: (aliveAt: number | null) => void;
  readonly stop: () => Promise<void>;
  /** The host says that the computer is about to sleep. */
  readonly sleep: () => void;
  /** The host says that the computer has woken up, or that its network is another. */
  readonly wake: () => void;
  /** Whether intervals are stretched has changed. */
  readonly repace: () => void;
  /** A monitor was added, or was `before` and has been edited: state and schedule follow, and it is looked at at once. */
  readonly watch: (watched: WatchedMonitor, before: Monitor | null) => void;
  readonly unwatch: (watched: WatchedMonitor) => void;
  readonly checkNow: (watched: WatchedMonitor) => Promise<Result<CheckDetail>>;
  readonly preview: (monitor: Monitor) => Promise<Result<CheckDetail>>;
  readonly receivePing: (ping: IncomingPing) => PingAnswer;
  readonly dueAt: (id: string) => number | null;
  readonly connection: () => Connection;
  readonly announce: (watched: WatchedMonitor) => void;
  readonly announceOverview: () => void;
}

export interface WatcherOptions {
  readonly registry: MonitorRegistry;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly version: string;
  readonly emit: Emit;
  readonly nativeNotifier: NativeNotifier;
  readonly limits: () => { readonly maxConcurrent: number; readonly maxPerHost: number };
  readonly anchors: () => readonly string[];
  readonly isStretched: () => boolean;
  readonly askAnchor?: AskAnchor | undefined;
  readonly probes?: ProbeRegistry | undefined;
  /** When the job that pings with this run id began; null: not known. */
  readonly runStartedAt: (watched: WatchedMonitor, runId: string) => number | null;
  /** Of the pings that are still kept, those from `atMs` on. */
  readonly pingsFrom: (watched: WatchedMonitor, atMs: number) => readonly Ping[];
}

export function openWatcher(options: WatcherOptions): Watcher {
  const { registry, recorder, clock, logger, emit, anchors } = options;
  let isRunning = false;

  const scheduler: Scheduler = openScheduler({
    clock,
    logger,
    limits: options.limits,
    hostOf(id) {
      const watched = registry.find(id);
      return watched === null ? null : hostOf(watched.monitor);
    },
    async run(id) {
      gaps.poll();
      const watched = registry.find(id);
      if (watched === null || !watched.monitor.enabled) return;
      const { monitor } = watched;
      if (monitor.kind === 'heartbeat') heartbeats.judge(watched, monitor);
      else await checks.run(watched, monitor);
    },
  });
  const connectivity = openConnectivity({
    clock,
    logger,
    anchors,
    ask: options.askAnchor ?? askAnchor,
    onChange(connection) {
      interruptions.onConnection(connection);
      observer.announceOverview();
    },
  });
  const { dueAt } = scheduler;
  const observer = openObserver({ registry, recorder, clock, emit, dueAt, connection: connectivity.current });
  const gaps = openGapDetector(clock, {
    onGap: (gap) => {
      interruptions.onGap(gap);
    },
    onSetBack: (byMs) => {
      interruptions.onSetBack(byMs);
    },
  });
  const review = openReview({ connectivity, resolve: resolveHost, ownAddresses });
  const { version, probes, runStartedAt, pingsFrom, isStretched } = options;
  const checks = openChecks({
    registry,
    observer,
    scheduler,
    clock,
    logger,
    version,
    probes,
    review,
    gaps,
    isStretched,
  });
  const heartbeats = openHeartbeats({ registry, observer, scheduler, clock, runStartedAt, pingsFrom });
  const notifier = options.nativeNotifier;
  const interruptions = openInterruptions({
    registry,
    scheduler,
    checks,
    heartbeats,
    connectivity,
    notifier,
    clock,
    logger,
  });

  function schedule(watched: WatchedMonitor, delayMs: number): void {
    const { monitor } = watched;
    scheduler.delete(monitor.id);
    if (!isRunning || !monitor.enabled) return;
    if (monitor.kind === 'heartbeat') heartbeats.schedule(watched, monitor);
    else scheduler.set(monitor.id, clock.now() + delayMs);
  }

  function begin(watched: WatchedMonitor, aliveAt: number | null): void {
    const { monitor } = watched;
    if (monitor.kind === 'http' && monitor.enabled && aliveAt !== null) checks.miss(watched, monitor, aliveAt);
    const isLeisurely = monitor.kind === 'http' && watched.tracking.state !== 'new';
    schedule(watched, isLeisurely ? startOffset(monitor.id, monitor.interval) : 0);
  }

  /** What an edit changes of the state: it pauses, goes on, or moves the deadline. Null: nothing. */
  function editStep({ monitor, tracking }: WatchedMonitor, before: Monitor | null): Step | null {
    const nowMs = clock.now();
    const isPaused = tracking.state === 'paused';
    if (isPaused === monitor.enabled) return monitor.enabled ? resume(tracking, nowMs) : pause(tracking, nowMs);
    if (monitor.kind !== 'heartbeat' || before?.kind !== 'heartbeat') return null;
    return stepReschedule(tracking, { from: heartbeatPolicy(before), to: heartbeatPolicy(monitor), nowMs });
  }

  return {
    start(aliveAt) {
      isRunning = true;
      gaps.start();
      for (const watched of registry.all()) begin(watched, aliveAt);
    },
    async stop() {
      isRunning = false;
      gaps.stop();
      interruptions.stop();
      connectivity.stop();
      observer.stop();
      await Promise.all([scheduler.stop(), checks.stop()]);
    },
    sleep() {
      gaps.suspend();
      interruptions.onSleep();
    },
    wake() {
      gaps.resume();
      if (connectivity.current() !== 'online') void connectivity.judgeNow();
    },
    repace() {
      if (!isStretched()) checks.catchUp();
    },
    watch(watched, before) {
      const step = editStep(watched, before);
      if (step !== null) observer.observe(watched, { step, check: null, ping: null });
      schedule(watched, 0);
      observer.announce(watched);
      observer.announceOverview();
    },
    unwatch({ monitor }) {
      scheduler.delete(monitor.id);
    },
    checkNow: async (watched) =>
      watched.monitor.kind === 'http' ? ok(await checks.probe(watched, watched.monitor)) : notChecked,
    preview: async (monitor) => (monitor.kind === 'http' ? ok(await checks.preview(monitor)) : notChecked),
    receivePing(ping) {
      gaps.poll();
      return heartbeats.receive(ping);
    },
    dueAt,
    connection: connectivity.current,
    announce: observer.announce,
    announceOverview: observer.announceOverview,
  };
}

const notChecked = fail('invalid', 'a heartbeat is not checked: it waits for pings');
