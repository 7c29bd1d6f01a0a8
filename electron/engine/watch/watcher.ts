/**
 * Watches the monitors: a due one is probed (or its deadline is judged), the outcome becomes a step, the recorder
 * writes it, and the next due time is set. Pings come in here as well. This is the whole way of an observation.
 */
import type { CheckDetail, Failure, HeartbeatMonitor, HttpMonitor, Monitor } from '../../contract/model.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Emit } from '../events.ts';
import { nextWakeAt, stepDeadline, stepReschedule } from '../heartbeat/deadline.ts';
import type { IncomingPing, PingAnswer } from '../heartbeat/incoming.ts';
import { stepPing } from '../heartbeat/ping.ts';
import { hostOf } from '../monitor/target.ts';
import type { Clock, Logger } from '../ports.ts';
import { runProbe } from '../probe/registry.ts';
import { nextDue, recheckDue, startOffset } from '../schedule/cadence.ts';
import { openScheduler, type Scheduler } from '../schedule/scheduler.ts';
import type { Step } from '../status/step.ts';
import { pause, resume, transition } from '../status/transition.ts';
import type { NewPing } from '../store/store.ts';
import type { Observation, Recorder } from './recorder.ts';
import type { Roster } from './roster.ts';
import { overviewSummary, summarise } from './summaries.ts';
import type { Watched } from './watched.ts';

/** Changes of the counts are gathered this long, so that a thousand monitors going down make one event. */
const overviewMs = 50;

export interface Watcher {
  /** Begins to watch all of the roster, spread over their intervals. `aliveAt`: until when history is known. */
  readonly start: (aliveAt: number | null) => void;
  readonly stop: () => Promise<void>;
  /** A monitor was added, or was `before` and has been edited: state and schedule follow, and it is looked at at once. */
  readonly watch: (watched: Watched, before: Monitor | null) => void;
  readonly unwatch: (watched: Watched) => void;
  readonly checkNow: (watched: Watched) => Promise<Result<CheckDetail>>;
  readonly preview: (monitor: Monitor) => Promise<Result<CheckDetail>>;
  readonly receivePing: (ping: IncomingPing) => PingAnswer;
  readonly dueAt: (id: string) => number | null;
  readonly announce: (watched: Watched) => void;
  readonly announceOverview: () => void;
}

export interface WatcherOptions {
  readonly roster: Roster;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  readonly limits: () => { readonly maxConcurrent: number; readonly maxPerHost: number };
  /** When the job that pings with this run id began; null: not known. */
  readonly runStartedAt: (watched: Watched, runId: string) => number | null;
}

export function openWatcher(options: WatcherOptions): Watcher {
  const { roster, recorder, clock, emit } = options;
  const stopping = new AbortController();
  const underWay = new Map<Watched, Promise<CheckDetail>>();
  let isRunning = false;
  let overviewTimer: (() => void) | null = null;

  const scheduler: Scheduler = openScheduler({
    clock,
    logger: options.logger,
    limits: options.limits,
    hostOf(id) {
      const watched = roster.find(id);
      return watched === null ? null : hostOf(watched.monitor);
    },
    async run(id) {
      const watched = roster.find(id);
      if (watched === null || !watched.monitor.enabled) return;
      const { monitor } = watched;
      if (monitor.kind === 'heartbeat') {
        judgeDeadline(watched, monitor);
        return;
      }
      // The next slot is taken before the probe, so that nothing the probe meets can lose the monitor.
      const nowMs = clock.now();
      scheduler.set(id, nextDue({ dueAt: scheduler.dueAt(id) ?? nowMs, interval: monitor.interval, nowMs }));
      await probe(watched, monitor);
    },
  });

  /** A probe that is under way already is shared. */
  function probe(watched: Watched, monitor: HttpMonitor): Promise<CheckDetail> {
    const before = underWay.get(watched);
    if (before !== undefined) return before;
    const probing = runProbe(monitor, { clock, signal: stopping.signal }).then((check) => {
      underWay.delete(watched);
      const isCurrent = roster.find(monitor.id) === watched && watched.monitor === monitor;
      if (isCurrent && monitor.enabled && !stopping.signal.aborted) settle(watched, monitor, check);
      return check;
    });
    underWay.set(watched, probing);
    return probing;
  }

  function settle(watched: Watched, monitor: HttpMonitor, check: CheckDetail): void {
    const { at, verdict, failure } = check;
    const nowMs = clock.now();
    const step = transition(watched.tracking, { at, endedAt: nowMs, verdict, failure }, policyOf(monitor));
    if (step.pace === 'recheck') {
      const { recheckInterval, interval } = monitor;
      const recheckAt = recheckDue({ endedAt: nowMs, recheckInterval, interval });
      scheduler.set(monitor.id, Math.min(recheckAt, scheduler.dueAt(monitor.id) ?? recheckAt));
    }
    observe(watched, { step, check, ping: null });
  }

  function observe(watched: Watched, observation: Observation): void {
    const { state } = watched.tracking;
    const recorded = recorder.record(watched, observation);
    if (recorded === 'refused') return;
    const { monitor } = watched;
    const last = watched.recent.at(-1);
    if (recorded === 'changed') announce(watched);
    else if (observation.check !== null && last !== undefined) {
      emit({ type: 'check', monitorId: monitor.id, check: last, nextCheckAt: scheduler.dueAt(monitor.id) });
    }
    if (watched.tracking.state !== state) announceOverview();
  }

  function announce(watched: Watched): void {
    emit({ type: 'monitor', monitor: summarise(watched, scheduler.dueAt(watched.monitor.id)) });
  }

  function announceOverview(): void {
    overviewTimer ??= clock.setTimer(overviewMs, () => {
      overviewTimer = null;
      emit({ type: 'overview', overview: overviewSummary(roster.all()) });
    });
  }

  function judgeDeadline(watched: Watched, monitor: HeartbeatMonitor): void {
    const nowMs = clock.now();
    const step = stepDeadline(watched.tracking, nowMs, heartbeatPolicy(monitor));
    if (step !== null) {
      const check = step.incident?.change === 'open' ? heartbeatCheck(nowMs, step.incident.failure, null) : null;
      observe(watched, { step, check, ping: null });
    }
    scheduleDeadline(watched, monitor);
  }

  function scheduleDeadline(watched: Watched, monitor: HeartbeatMonitor): void {
    const wakeAt = isRunning ? nextWakeAt(watched.tracking, heartbeatPolicy(monitor)) : null;
    if (wakeAt === null) scheduler.delete(monitor.id);
    else scheduler.set(monitor.id, wakeAt);
  }

  function receivePing(incoming: IncomingPing): PingAnswer {
    const watched = roster.findByToken(incoming.token);
    if (watched?.monitor.kind !== 'heartbeat') return 'not-found';
    const { monitor } = watched;
    const { token: _, ...ping } = incoming;
    const at = clock.now();
    const step = pingStep(watched, monitor, { ...ping, at });
    const runTime = runTimeOf(watched, incoming, at);
    observe(watched, { step, check: pingCheck({ ...ping, at, runTime }, step), ping: { ...ping, at, runTime } });
    if (monitor.enabled) scheduleDeadline(watched, monitor);
    return 'ok';
  }

  /** A paused monitor keeps its pings and changes nothing else. */
  function pingStep(
    { tracking }: Watched,
    monitor: HeartbeatMonitor,
    ping: Pick<NewPing, 'at' | 'kind' | 'exitCode' | 'runId'>,
  ): Step {
    if (monitor.enabled) return stepPing(tracking, ping, heartbeatPolicy(monitor));
    return { next: tracking, span: null, incident: null, alert: null, pace: 'cadence' };
  }

  function runTimeOf(watched: Watched, { kind, runId }: IncomingPing, at: number): number | null {
    if (kind !== 'success' && kind !== 'fail') return null;
    const startedAt = runId === null ? watched.tracking.runStartedAt : options.runStartedAt(watched, runId);
    return startedAt === null ? null : at - startedAt;
  }

  function watch(watched: Watched, before: Monitor | null): void {
    const { monitor } = watched;
    const step = editStep(watched, before);
    if (step !== null) observe(watched, { step, check: null, ping: null });
    scheduler.delete(monitor.id);
    if (isRunning && monitor.enabled) {
      if (monitor.kind === 'heartbeat') scheduleDeadline(watched, monitor);
      else scheduler.set(monitor.id, clock.now());
    }
    announce(watched);
    announceOverview();
  }

  /** What an edit changes of the state: it pauses, goes on, or moves the deadline. Null: nothing. */
  function editStep({ monitor, tracking }: Watched, before: Monitor | null): Step | null {
    const nowMs = clock.now();
    const isPaused = tracking.state === 'paused';
    if (isPaused === monitor.enabled) return monitor.enabled ? resume(tracking, nowMs) : pause(tracking, nowMs);
    if (monitor.kind !== 'heartbeat' || before?.kind !== 'heartbeat') return null;
    return stepReschedule(tracking, { from: heartbeatPolicy(before), to: heartbeatPolicy(monitor), nowMs });
  }

  function begin(watched: Watched, aliveAt: number | null): void {
    const { monitor, tracking } = watched;
    if (!monitor.enabled) return;
    if (monitor.kind === 'heartbeat') {
      scheduleDeadline(watched, monitor);
      return;
    }
    const nowMs = clock.now();
    if (aliveAt !== null && tracking.state !== 'new') {
      const check = { at: Math.min(aliveAt, nowMs), endedAt: nowMs, verdict: 'inconclusive' as const, failure: null };
      observe(watched, { step: transition(tracking, check, policyOf(monitor)), check: null, ping: null });
    }
    const isNew = watched.tracking.state === 'new';
    scheduler.set(monitor.id, isNew ? nowMs : nowMs + startOffset(monitor.id, monitor.interval));
  }

  return {
    start(aliveAt) {
      isRunning = true;
      for (const watched of roster.all()) begin(watched, aliveAt);
    },
    async stop() {
      isRunning = false;
      stopping.abort();
      overviewTimer?.();
      await scheduler.stop();
      await Promise.all(underWay.values());
    },
    watch,
    unwatch({ monitor }) {
      scheduler.delete(monitor.id);
    },
    async checkNow(watched) {
      const { monitor } = watched;
      if (monitor.kind !== 'http') return fail('invalid', 'a heartbeat is not checked: it waits for pings');
      return ok(await probe(watched, monitor));
    },
    async preview(monitor) {
      if (monitor.kind !== 'http') return fail('invalid', 'a heartbeat is not checked: it waits for pings');
      return ok(await runProbe(monitor, { clock, signal: stopping.signal }));
    },
    receivePing,
    dueAt: (id) => scheduler.dueAt(id),
    announce,
    announceOverview,
  };
}

function policyOf({ failAfter, recoverAfter, interval }: HttpMonitor): {
  failAfter: number;
  recoverAfter: number;
  interval: number;
} {
  return { failAfter, recoverAfter, interval };
}

function heartbeatPolicy({ schedule, grace }: HeartbeatMonitor): { every: number; grace: number } {
  return { every: schedule.every, grace };
}

/** A ping that ends a run, or a missed deadline, stands in the list of checks; its response time is the run time. */
function heartbeatCheck(at: number, failure: Failure | null, runTime: number | null): CheckDetail {
  return {
    at,
    verdict: failure === null ? 'pass' : 'fail',
    responseTime: runTime,
    phases: null,
    failure,
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: null,
  };
}

function pingCheck({ kind, at, runTime }: NewPing, { next }: Step): CheckDetail | null {
  if (kind === 'success') return heartbeatCheck(at, null, runTime);
  return kind === 'fail' ? heartbeatCheck(at, next.failure, runTime) : null;
}
