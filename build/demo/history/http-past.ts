/** An endpoint's history: checked by its interval and rechecked after a failure, as by the supervisor. */
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { CheckDetail, Phases } from '../../../electron/contract/model/state.ts';
import { recheckDue } from '../../../electron/engine/schedule/cadence.ts';
import { pause, transition } from '../../../electron/engine/state/transition.ts';
import { responseTimeAt, slowFactor, type Pace } from '../response-time.ts';
import type { Evidence } from './evidence.ts';
import { intervalAt } from './intervals.ts';
import { pastIntervalAt, type Past, type PastOptions } from './past.ts';
import type { Random } from './random.ts';
import type { Trouble } from './troubles.ts';

export interface HttpPastOptions extends PastOptions {
  readonly monitor: HttpMonitor;
  readonly pace: Pace;
  readonly evidence: Evidence;
  readonly troubles: readonly Trouble[];
  /** Null: never. */
  readonly pausedAt: number | null;
}

export function httpPast(options: HttpPastOptions): Past {
  const { entry, recorder, monitor, troubles, sleeps, range, random, evidence } = options;
  let pauseAt = Math.max(options.pausedAt ?? Number.POSITIVE_INFINITY, range.from);
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
    const found = checkAt(at, trouble, options);
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
    if (found.verdict === 'fail') entry.lastGood = { ...evidence.well, at: lastPassAt };
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

interface Found {
  readonly evidence: Evidence;
  readonly monitor: HttpMonitor;
  readonly pace: Pace;
  readonly random: Random;
}

function checkAt(at: number, trouble: Trouble | null, { evidence, monitor, pace, random }: Found): CheckDetail {
  const fault = trouble?.fault ?? null;
  const seen = fault === null ? evidence.well : evidence.ill(fault);
  if (seen.response === null) return { ...seen, at };
  const took = responseTimeAt(pace, at, random) * (trouble !== null && fault === null ? slowFactor : 1);
  const responseTime = tenths(Math.min(took, monitor.timeout - 100));
  const isSlow = seen.verdict === 'pass' && monitor.degradedAfter !== null && responseTime > monitor.degradedAfter;
  const phases = phasesOf(responseTime, monitor.url.startsWith('https:'), random);
  return { ...seen, at, responseTime, phases, verdict: isSlow ? 'degraded' : seen.verdict };
}

/** An IP address needs no DNS lookup; the rest of the short time is the service's own. */
function phasesOf(responseTime: number, isSecure: boolean, random: Random): Phases {
  const connect = tenths(Math.min(responseTime / 4, random.between(0.2, 0.7)));
  const tls = isSecure ? tenths(Math.min(responseTime / 3, random.between(2.5, 4.5))) : null;
  const download = tenths(Math.min(responseTime / 4, random.between(0.2, 1.4)));
  return { dns: null, connect, tls, firstByte: tenths(responseTime - connect - (tls ?? 0) - download), download };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
