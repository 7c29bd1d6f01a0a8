/**
 * Replays the stored checks of a monitor with its settings and with others. It reads and judges a few thousand at a time
 * and lets everything else run in between; beyond `mostChecks` the period is shorter.
 */
import type { Replay } from '../../contract/model/replay.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { Check } from '../../contract/model/state.ts';
import type { Store } from '../store/store.ts';
import type { CheckPolicy } from '../state/transition.ts';
import { limitsOf } from './limits.ts';
import { rejudging, settingsOf } from './rejudge.ts';
import { openReplay, type Replaying } from './replay.ts';

const mostChecks = 60_000;
const atOnce = 2_000;

interface ReplayRequest {
  readonly store: Pick<Store, 'checks' | 'spans' | 'incidents'>;
  readonly stream: number;
  /** As it is stored. */
  readonly current: ProbedMonitor;
  readonly proposed: ProbedMonitor;
  readonly nowMs: number;
}

export async function replayMonitor({ store, stream, current, proposed, nowMs }: ReplayRequest): Promise<Replay> {
  const checks = await storedChecks(store, stream);
  const from = checks[0]?.at ?? nowMs;
  const spans = store.spans.between(stream, from, nowMs);
  // The checks were made at the stored interval.
  const policyOf = ({ failAfter, recoverAfter }: ProbedMonitor): CheckPolicy => ({
    failAfter,
    recoverAfter,
    interval: current.interval,
  });
  const judgedAs = (monitor: ProbedMonitor): Judged => ({
    judge: rejudging({ from: settingsOf(current), to: settingsOf(monitor) }),
    replaying: openReplay({ policy: policyOf(monitor), spans, fromMs: from }),
  });
  const both = [judgedAs(current), judgedAs(proposed)] as const;
  for (let start = 0; start < checks.length; start += atOnce) {
    if (start > 0) await pause();
    for (const check of checks.slice(start, start + atOnce)) {
      for (const { judge, replaying } of both) replaying.next({ ...check, verdict: judge(check) });
    }
  }
  const period = { monitorId: current.id, from, to: Math.max(from + 1, nowMs) };
  return {
    from,
    to: nowMs,
    checks: checks.length,
    current: both[0].replaying.end(nowMs),
    proposed: both[1].replaying.end(nowMs),
    recorded: store.incidents.facts(period).filter(({ startedAt }) => startedAt >= from).length,
    limits: limitsOf(current, proposed),
  };
}

interface Judged {
  readonly judge: (check: Check) => Check['verdict'];
  readonly replaying: Replaying;
}

/** Oldest first. */
async function storedChecks({ checks }: ReplayRequest['store'], stream: number): Promise<readonly Check[]> {
  const pages: (readonly Check[])[] = [];
  let before: number | undefined;
  do {
    if (before !== undefined) await pause();
    const { items, next } = checks.page(stream, { before, limit: atOnce });
    pages.push(items);
    before = next ?? undefined;
  } while (before !== undefined && pages.length * atOnce < mostChecks);
  return pages.flat().reverse();
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
