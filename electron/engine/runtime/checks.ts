/**
 * Runs the checks of probed monitors: probe the one that is due, review a failure (was it the target, or this computer?),
 * and turn the result into a step of the state machine and the next due time.
 */
import { isProbed, type ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { Review } from '../network/review.ts';
import type { Clock } from '../ports.ts';
import type { Here } from '../locations/here/here.ts';
import { nextDue, recheckDue, startOffset, stretched } from '../schedule/cadence.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Step } from '../state/step.ts';
import { transition } from '../state/transition.ts';
import type { GapDetector } from '../network/gap-detector.ts';
import type { Elsewhere } from './elsewhere.ts';
import { stepBeside, stepOnDecision } from './step-beside.ts';
import type { Observer } from './observer.ts';
import type { MonitorRegistry } from './monitor-registry.ts';
import type { MonitorEntry } from './monitor-entry.ts';

export interface Checks {
  /** Sets the next due time, then probes. */
  readonly run: (entry: MonitorEntry, monitor: ProbedMonitor) => Promise<void>;
  /** Probes now, or joins the probe under way. Counts like any other check. */
  readonly probe: (entry: MonitorEntry, monitor: ProbedMonitor) => Promise<CheckDetail>;
  /** What the other locations say has changed. */
  readonly decide: (entry: MonitorEntry, monitor: ProbedMonitor) => void;
  /** Probes without recording anything. */
  readonly preview: (monitor: ProbedMonitor) => Promise<CheckDetail>;
  /** Nothing is known of the time since then; if it is long enough, the monitor becomes `unknown`. */
  readonly miss: (entry: MonitorEntry, monitor: ProbedMonitor, sinceMs: number) => void;
  /** After intervals were stretched: whatever is due later than one interval from now is brought forward. */
  readonly catchUp: () => void;
  readonly stop: () => Promise<void>;
}

export interface ChecksOptions {
  readonly registry: MonitorRegistry;
  readonly observer: Observer;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly here: Here;
  readonly elsewhere: Elsewhere;
  readonly review: Review;
  readonly gaps: GapDetector;
  /** The computer runs on battery, and the user wants to save it. */
  readonly isStretched: () => boolean;
}

export function openChecks(options: ChecksOptions): Checks {
  const { registry, observer, scheduler, clock } = options;
  const stopping = new AbortController();
  const probeOnce = (monitor: ProbedMonitor): Promise<CheckDetail> => options.here.probe(monitor, stopping.signal);
  const underWay = new Map<MonitorEntry, Promise<CheckDetail>>();

  function probe(entry: MonitorEntry, monitor: ProbedMonitor): Promise<CheckDetail> {
    const before = underWay.get(entry);
    if (before !== undefined) return before;
    const probing = probeAndReview(entry, monitor, { ...options, probeOnce }).then((check) => {
      underWay.delete(entry);
      const isCurrent = registry.find(monitor.id) === entry && entry.monitor === monitor;
      if (isCurrent && monitor.enabled && !stopping.signal.aborted) settle(entry, monitor, check);
      return check;
    });
    underWay.set(entry, probing);
    return probing;
  }

  function settle(entry: MonitorEntry, monitor: ProbedMonitor, check: CheckDetail): void {
    const { at, verdict, failure } = check;
    const nowMs = clock.now();
    const observed = { at, endedAt: nowMs, verdict, failure };
    const isAlone = monitor.locations.length === 0 || verdict === 'inconclusive';
    const step = isAlone
      ? transition(entry.tracking, observed, policyOf(entry, monitor))
      : stepBeside(entry.tracking, observed, {
          opinion: options.elsewhere.consider(entry, monitor, check),
          policy: policyOf(entry, monitor),
        });
    if (verdict !== 'inconclusive') entry.isFresh = false;
    follow(monitor, step);
    observer.observe(entry, { step, check, ping: null });
  }

  function follow({ id, recheckInterval, interval }: ProbedMonitor, step: Step): void {
    const nowMs = clock.now();
    if (step.pace === 'recheck') {
      const recheckAt = recheckDue({ endedAt: nowMs, recheckInterval, interval });
      scheduler.set(id, Math.min(recheckAt, scheduler.dueAt(id) ?? recheckAt));
    }
  }

  /** The other locations have answered: an incident that waited for them opens, without another check. */
  function decide(entry: MonitorEntry, monitor: ProbedMonitor): void {
    const isCurrent = registry.find(monitor.id) === entry && entry.monitor === monitor;
    const last = options.elsewhere.lastCheck(monitor);
    if (!isCurrent || !monitor.enabled || stopping.signal.aborted || last === null) return;
    const { at, verdict, failure } = last;
    const opinion = options.elsewhere.opinion(entry, monitor);
    const policy = policyOf(entry, monitor);
    const step = stepOnDecision(entry.tracking, { at, endedAt: clock.now(), verdict, failure }, { opinion, policy });
    if (step === null) return;
    follow(monitor, step);
    observer.observe(entry, { step, check: null, ping: null });
  }

  return {
    async run(entry, monitor) {
      const { id } = monitor;
      const interval = options.isStretched() ? stretched(monitor.interval) : monitor.interval;
      const nowMs = clock.now();
      // Set before the probe, so that no failure of the probe can leave the monitor unscheduled.
      scheduler.set(id, nextDue({ dueAt: scheduler.dueAt(id) ?? nowMs, interval, nowMs }));
      await probe(entry, monitor);
    },
    probe,
    decide,
    preview: probeOnce,
    miss(entry, monitor, sinceMs) {
      const { tracking } = entry;
      if (tracking.state === 'new') return;
      const endedAt = clock.now();
      const check = { at: Math.min(sinceMs, endedAt), endedAt, verdict: 'inconclusive' as const, failure: null };
      observer.observe(entry, {
        step: transition(tracking, check, policyOf(entry, monitor)),
        check: null,
        ping: null,
      });
    },
    catchUp() {
      const nowMs = clock.now();
      for (const { monitor } of registry.all()) {
        const dueAt = scheduler.dueAt(monitor.id);
        if (!isProbed(monitor) || dueAt === null || dueAt <= nowMs + monitor.interval) continue;
        scheduler.set(monitor.id, nowMs + startOffset(monitor.id, monitor.interval));
      }
    },
    async stop() {
      stopping.abort();
      options.elsewhere.stop();
      await Promise.all(underWay.values());
    },
  };
}

interface Probing extends Pick<ChecksOptions, 'review' | 'gaps' | 'clock'> {
  readonly probeOnce: (monitor: ProbedMonitor) => Promise<CheckDetail>;
}

/** A check during which this computer slept is inconclusive. */
async function probeAndReview(
  { tracking }: MonitorEntry,
  monitor: ProbedMonitor,
  { probeOnce, review, gaps, clock }: Probing,
): Promise<CheckDetail> {
  const isUnexpected = tracking.state !== 'up' && tracking.state !== 'degraded';
  const wasProbeInterrupted = gaps.begin(monitor.timeout);
  const wasInterrupted = gaps.begin(Infinity);
  const calledAt = clock.now();
  const check = await probeOnce(monitor);
  // A check that waited for its turn is dated to the end of the wait.
  if (wasProbeInterrupted(check.at - calledAt)) return asleep(check);
  const reviewed = await review(monitor, check, isUnexpected);
  return wasInterrupted() ? asleep(reviewed) : reviewed;
}

interface Policy {
  readonly failAfter: number;
  readonly recoverAfter: number;
  readonly interval: number;
}

/** After a sleep the network may not be ready: the first failure never alerts on its own. */
function policyOf({ isFresh, tracking }: MonitorEntry, { failAfter, recoverAfter, interval }: ProbedMonitor): Policy {
  return { failAfter: isFresh ? Math.max(failAfter, tracking.failures + 2) : failAfter, recoverAfter, interval };
}

/** Not even a response counts then: it arrived after the sleep, and how long it took is unknown. */
function asleep(check: CheckDetail): CheckDetail {
  if (check.verdict === 'inconclusive') return check;
  return { ...check, verdict: 'inconclusive', failure: { code: 'asleep', facts: {} } };
}
