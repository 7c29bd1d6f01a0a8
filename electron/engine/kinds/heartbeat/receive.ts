/**
 * Turns each ping into a step of the state machine. A ping that was delayed counts from when it should have arrived; if it
 * is delivered twice, it is recorded once. While nothing can be recorded, a ping still moves the deadline, but it is
 * acknowledged only once it is stored.
 */
import type { Ping } from '../../../contract/model/history.ts';
import { isPinged } from '../../../contract/monitors/registry.ts';
import { afterAway } from './away.ts';
import { pingCheck } from './check.ts';
import { countedKind } from './filter.ts';
import type { Heartbeats, HeartbeatsOptions } from './heartbeats.ts';
import type { IncomingPing, PingAnswer } from './incoming.ts';
import { runOf } from './open-runs.ts';
import { clockByOrigin } from './origin.ts';
import { stepPing } from './ping.ts';
import type { HeartbeatPolicy } from './policy.ts';
import { pingedRoom } from '../registry.ts';
import type { Gap } from '../../network/gap-detector.ts';
import type { MonitorEntry } from '../../runtime/monitor-entry.ts';
import { unchanged } from '../../state/outage.ts';
import type { Step } from '../../state/step.ts';
import type { NewPing } from '../../store/ping-repository.ts';

export interface ReceiverOptions extends Pick<
  HeartbeatsOptions,
  'registry' | 'observer' | 'clock' | 'runStartedAt' | 'pingsFrom' | 'settled'
> {
  /** When nobody could receive a ping, oldest first. */
  readonly gaps: () => readonly Gap[];
  readonly schedule: Heartbeats['schedule'];
}

/** Older hours may have been rolled up and their raw checks dropped: one more check would replace the whole hour. */
const oldestCheckMs = 24 * 3_600_000;
/** Of the time that a delayed ping states. */
const oldestPingMs = 30 * 24 * 3_600_000;

export function createReceiver(options: ReceiverOptions): Heartbeats['receive'] {
  const { registry, observer, clock, gaps, schedule } = options;

  /** What was recorded of a ping may be in memory only. */
  function acknowledge(): PingAnswer | Promise<PingAnswer> {
    const settled = options.settled();
    if (settled === true) return 'ok';
    return settled.then((isStored) => (isStored ? 'ok' : 'not-recorded'));
  }

  function runTimeOf(
    entry: MonitorEntry,
    { kind, runId }: Pick<IncomingPing, 'kind' | 'runId'>,
    at: number,
  ): number | null {
    if (kind !== 'success' && kind !== 'fail') return null;
    // The start of an open run moves with the clock, so that setting the clock does not change how long it took.
    const open = runOf(entry.tracking.runs, runId)?.startedAt ?? null;
    const startedAt = open ?? (runId === null ? null : options.runStartedAt(entry, runId));
    return startedAt === null ? null : Math.max(0, at - startedAt);
  }

  /** On a paused monitor, or if newer pings have overtaken it, a ping is stored and changes nothing else. */
  function stepOf(entry: MonitorEntry, ping: NewPing, { policy, counts }: Counting): Step {
    const { tracking } = entry;
    const known = tracking.clock === null ? { ...tracking, clock: clockByOrigin(ping.remoteAddress) } : tracking;
    if (!counts) return unchanged(known);
    return sinceThen(stepPing(known, ping, policy), { at: ping.at, gaps: gaps(), policy });
  }

  return ({ token, isPost, ...sent }) => {
    const entry = registry.findByToken(token);
    if (entry === null) return 'not-found';
    const { monitor } = entry;
    if (!isPinged(monitor)) return 'not-found';
    const policy = pingedRoom(monitor).policy(monitor);
    const { at: meantAt, ...received } = { ...sent, kind: countedKind({ ...sent, isPost }, policy.filter) };
    const nowMs = clock.now();
    const at = Math.min(meantAt ?? nowMs, nowMs);
    if (nowMs - at > oldestPingMs) return 'too-old';
    const ping: NewPing = { ...received, at, runTime: runTimeOf(entry, received, at) };
    // Pings from before the clock was set back are in the future, and have overtaken nothing.
    const newer = meantAt === undefined ? [] : options.pingsFrom(entry, at).filter((kept) => kept.at <= nowMs);
    if (newer.some((kept) => isSame(kept, ping))) return acknowledge();
    const counts = monitor.enabled && newer.every((kept) => kept.at === at || kept.kind === 'log');
    const step = stepOf(entry, ping, { policy, counts });
    const check = counts && nowMs - at < oldestCheckMs ? pingCheck(ping, step) : null;
    const recorded = observer.observe(entry, { step, check, ping });
    if (monitor.enabled) schedule(entry, monitor);
    return recorded === 'failed' ? 'not-recorded' : acknowledge();
  };
}

interface Counting {
  readonly policy: HeartbeatPolicy;
  readonly counts: boolean;
}

interface Since {
  readonly at: number;
  readonly gaps: readonly Gap[];
  readonly policy: HeartbeatPolicy;
}

/** What a delayed ping changed counts from its own time on, but not while nobody could receive pings. */
function sinceThen(step: Step, { at, gaps, policy }: Since): Step {
  if (gaps.every(({ to }) => to <= at)) return step;
  const passed = gaps.filter(({ to }) => to > at).map(({ from, to }): Gap => ({ from: Math.max(from, at), to }));
  return { ...step, next: passed.reduce((next, gap) => afterAway(next, gap, policy), step.next) };
}

function isSame(kept: Ping, { at, kind, runId, exitCode }: NewPing): boolean {
  return kept.at === at && kept.kind === kind && kept.runId === runId && kept.exitCode === exitCode;
}
