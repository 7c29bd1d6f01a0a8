/** The history of a monitor that is probed: checked by its interval and rechecked after a failure, as by the supervisor. */
import type { ProbedMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { CheckDetail } from '../../../electron/contract/model/state.ts';
import { recheckDue } from '../../../electron/engine/schedule/cadence.ts';
import { pause, transition } from '../../../electron/engine/state/transition.ts';
import { intervalAt } from './intervals.ts';
import { pastIntervalAt, type Past, type PastOptions } from './past.ts';
import type { Trouble } from './troubles.ts';

interface ProbedPastOptions extends PastOptions {
  readonly monitor: ProbedMonitor;
  readonly checkAt: (atMs: number, trouble: Trouble | null) => CheckDetail;
  /** A check that passes. */
  readonly well: CheckDetail;
  readonly troubles: readonly Trouble[];
  /** By a person, so before the computer slept if it did then; null: never. */
  readonly pausedAt: number | null;
}

export function probedPast(options: ProbedPastOptions): Past {
  const { entry, recorder, monitor, troubles, sleeps, range, random } = options;
  const { pausedAt } = options;
  const paused = pausedAt === null ? Number.POSITIVE_INFINITY : (intervalAt(sleeps, pausedAt)?.from ?? pausedAt);
  let pauseAt = Math.max(paused, range.from);
  const turns = troubles.flatMap(({ from, to }) => [from, to]);
  let dueAt = range.from + random.between(0, pastIntervalAt(range.from, range.to));
  let lastPassAt = dueAt;
  let underWay: UnderWay | null = null;

  function observe(at: number): void {
    const sleep = intervalAt(sleeps, at);
    if (underWay !== null) finish(underWay);
    else if (at >= pauseAt) stop(at);
    else if (sleep === null) check(at);
    else wake(sleep.from, sleep.to);
  }

  function check(at: number): void {
    const trouble = intervalAt(troubles, at);
    const found = options.checkAt(at, trouble);
    const before = entry.tracking;
    const isPlain = found.verdict === 'pass' && before.state === 'up' && before.inconclusiveSince === null;
    if (isPlain) {
      options.addPlain({ stream: entry.stream, check: found });
      lastPassAt = at;
      dueAt = nextDueAfter(at);
      return;
    }
    const endedAt = Math.ceil(at + (found.responseTime ?? found.phases?.firstByte ?? 1));
    underWay = { found, endedAt };
  }

  /** A check's result counts from its end. */
  function finish({ found, endedAt }: UnderWay): void {
    underWay = null;
    const { at } = found;
    const before = entry.tracking;
    if (found.verdict === 'fail') entry.lastGood = { ...options.well, at: lastPassAt };
    const policy = { ...monitor, interval: pastIntervalAt(at, range.to) };
    const observed = { at, endedAt, verdict: found.verdict, failure: found.failure };
    const step = transition(before, observed, policy);
    recorder.record(entry, { step, check: found, ping: null });
    dueAt = nextDueAfter(at);
    if (step.pace === 'recheck') dueAt = Math.min(dueAt, recheckDue({ ...policy, endedAt }));
  }

  /**
   * The interval; but the start or end of an incident is not missed by minutes because the past is sampled more
   * coarsely.
   */
  function nextDueAfter(at: number): number {
    const byCadence = at + pastIntervalAt(at, range.to);
    const turn = turns.find((moment) => moment > at);
    return turn === undefined ? byCadence : Math.min(byCadence, turn + random.between(0, 5_000));
  }

  function wake(fellAsleepAt: number, wokeAt: number): void {
    const slept = { at: fellAsleepAt, endedAt: wokeAt, verdict: 'inconclusive' as const, failure: null };
    const step = transition(entry.tracking, slept, { ...monitor, interval: pastIntervalAt(wokeAt, range.to) });
    recorder.record(entry, { step, check: null, ping: null });
    dueAt = wokeAt + random.between(1_000, 20_000);
  }

  function stop(at: number): void {
    recorder.record(entry, { step: pause(entry.tracking, at), check: null, ping: null });
    dueAt = Number.POSITIVE_INFINITY;
    pauseAt = Number.POSITIVE_INFINITY;
  }

  return { nextAt: () => underWay?.endedAt ?? Math.round(Math.min(dueAt, pauseAt)), observe };
}

interface UnderWay {
  readonly found: CheckDetail;
  readonly endedAt: number;
}
