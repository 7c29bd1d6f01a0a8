/**
 * Turns what is known of a probed monitor into a step of its state machine: a finished check, the other locations'
 * decision, or time of which nothing is known.
 */
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { Clock } from '../ports.ts';
import { recheckDue } from '../schedule/cadence.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Step } from '../state/step.ts';
import { transition } from '../state/transition.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { MonitorEntry } from './monitor-entry.ts';
import type { Observer } from './observer.ts';
import { stepBeside, stepOnDecision } from './step-beside.ts';

export interface CheckSteps {
  readonly settle: (entry: MonitorEntry, monitor: ProbedMonitor, check: CheckDetail) => void;
  /** The other locations have answered: an incident that waited for them opens, without another check. */
  readonly decide: (entry: MonitorEntry, monitor: ProbedMonitor) => void;
  /** Nothing is known of the time since then; if it is long enough, the monitor becomes `unknown`. */
  readonly miss: (entry: MonitorEntry, monitor: ProbedMonitor, sinceMs: number) => void;
}

export interface CheckStepsOptions {
  readonly observer: Pick<Observer, 'observe'>;
  readonly scheduler: Pick<Scheduler, 'set' | 'dueAt'>;
  readonly clock: Clock;
  readonly elsewhere: Elsewhere;
}

export function checkSteps({ observer, scheduler, clock, elsewhere }: CheckStepsOptions): CheckSteps {
  function settle(entry: MonitorEntry, monitor: ProbedMonitor, check: CheckDetail): void {
    const { at, verdict, failure } = check;
    const nowMs = clock.now();
    const observed = { at, endedAt: nowMs, verdict, failure };
    const isAlone = monitor.locations.length === 0 || verdict === 'inconclusive';
    const step = isAlone
      ? transition(entry.tracking, observed, policyOf(entry, monitor))
      : stepBeside(entry.tracking, observed, {
          opinion: elsewhere.consider(entry, monitor, check),
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

  function decide(entry: MonitorEntry, monitor: ProbedMonitor): void {
    const last = elsewhere.lastCheck(monitor);
    if (last === null) return;
    const { at, verdict, failure } = last;
    const opinion = elsewhere.opinion(entry, monitor);
    const policy = policyOf(entry, monitor);
    const step = stepOnDecision(entry.tracking, { at, endedAt: clock.now(), verdict, failure }, { opinion, policy });
    if (step === null) return;
    follow(monitor, step);
    observer.observe(entry, { step, check: null, ping: null });
  }

  return {
    settle,
    decide,
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
  };
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
