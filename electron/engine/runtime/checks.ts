/**
 * Runs the checks of probed monitors: probe the one that is due, review a failure (was it the target, or this computer?),
 * and settle the result with the next due time.
 */
import { isProbed, type ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import { asExpected } from '../kinds/invert.ts';
import type { Review } from '../network/review.ts';
import type { Here } from '../locations/here/here.ts';
import { nextDue, startOffset, stretched } from '../schedule/cadence.ts';
import type { GapDetector } from '../network/gap-detector.ts';
import { checkSteps, type CheckSteps, type CheckStepsOptions } from './check-steps.ts';
import type { MonitorRegistry } from './monitor-registry.ts';
import type { MonitorEntry } from './monitor-entry.ts';

export interface Checks extends Pick<CheckSteps, 'decide' | 'miss'> {
  /** Sets the next due time, then probes. */
  readonly run: (entry: MonitorEntry, monitor: ProbedMonitor) => Promise<void>;
  /** Probes now, or joins the probe under way. Counts like any other check. */
  readonly probe: (entry: MonitorEntry, monitor: ProbedMonitor) => Promise<CheckDetail>;
  /** Probes without recording anything. */
  readonly preview: (monitor: ProbedMonitor) => Promise<CheckDetail>;
  /** After intervals were stretched: whatever is due later than one interval from now is brought forward. */
  readonly catchUp: () => void;
  readonly stop: () => Promise<void>;
}

interface ChecksOptions extends CheckStepsOptions {
  readonly registry: Pick<MonitorRegistry, 'all' | 'find'>;
  readonly here: Here;
  readonly review: Review;
  readonly gaps: Pick<GapDetector, 'begin'>;
  /** The computer runs on battery, and the user wants to save it. */
  readonly isStretched: () => boolean;
}

export function openChecks(options: ChecksOptions): Checks {
  const { registry, scheduler, clock } = options;
  const steps = checkSteps(options);
  const stopping = new AbortController();
  const probeOnce = (monitor: ProbedMonitor): Promise<CheckDetail> => options.here.probe(monitor, stopping.signal);
  const probing: Probing = { ...options, probeOnce };
  const underWay = new Map<MonitorEntry, Promise<CheckDetail>>();

  function probe(entry: MonitorEntry, monitor: ProbedMonitor): Promise<CheckDetail> {
    const before = underWay.get(entry);
    if (before !== undefined) return before;
    const checking = probeAndReview(entry, monitor, probing).then((check) => {
      underWay.delete(entry);
      if (isCurrent(entry, monitor)) steps.settle(entry, monitor, check);
      return check;
    });
    underWay.set(entry, checking);
    return checking;
  }

  /** Whether its result still counts: the monitor has been neither edited nor paused, and the engine runs. */
  function isCurrent(entry: MonitorEntry, monitor: ProbedMonitor): boolean {
    const isSame = registry.find(monitor.id) === entry && entry.monitor === monitor;
    return isSame && monitor.enabled && !stopping.signal.aborted;
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
    decide(entry, monitor) {
      if (isCurrent(entry, monitor)) steps.decide(entry, monitor);
    },
    preview: async (monitor) => asExpected(monitor, await options.here.probe(monitor, stopping.signal, true)),
    miss: steps.miss,
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
  // Of an inverted monitor, every response is news.
  const reviewed = await review(monitor, check, isUnexpected || monitor.invert);
  return wasInterrupted() ? asleep(reviewed) : asExpected(monitor, reviewed);
}

/** Not even a response counts then: it arrived after the sleep, and how long it took is unknown. */
function asleep(check: CheckDetail): CheckDetail {
  if (check.verdict === 'inconclusive') return check;
  return { ...check, verdict: 'inconclusive', failure: { code: 'asleep', facts: {} } };
}
