/**
 * What is known of a monitor from its locations between two inquiries, how the answers to one change it, and what
 * follows from it for the monitor.
 */
import type { Failure } from '../../contract/failure.ts';
import { hereId } from '../../contract/locations/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { Purpose } from '../locations/budget.ts';
import { sightingOf, type Report } from '../locations/location.ts';
import {
  afterRound,
  isSuspected,
  judge,
  notedRounds,
  noRounds,
  type Rounds,
  type Verdict,
  type Witness,
} from '../locations/quorum.ts';
import { downElsewhere, failureSeenFrom, unreachableHere, type SeenFacts } from '../locations/seen-from.ts';
import type { Cancel } from '../ports.ts';
import { startOffset } from '../schedule/cadence.ts';
import type { MonitorEntry } from './monitor-entry.ts';

export interface LocationWatch {
  rounds: Rounds;
  nextRoundAt: number;
  /** The latest local check. */
  check: CheckDetail | null;
  /** Cancels the inquiry under way. */
  inquiry: Cancel | null;
  /** Of the last confirmation of a local failure that still lasts. */
  decision: { readonly verdict: Verdict; readonly atMs: number } | null;
  /** What the last round saw, while it has to be confirmed by the next one; null: nothing. */
  suspicion: Failure | null;
  /** Of the last inquiry, in the order in which the monitor lists its locations. */
  reports: ReadonlyMap<string, Report>;
}

/**
 * `undecided`: the locations are being asked. `here`: this computer's own check decides. `suspected`: down elsewhere, in
 * one round. `regional`: also in the next one. `unreachable`: down here alone. `down`: confirmed.
 */
export type Opinion =
  | { readonly kind: 'undecided' }
  | { readonly kind: 'here' }
  | { readonly kind: 'down' | 'suspected' | 'regional' | 'unreachable'; readonly failure: Failure };

export interface Beginning {
  readonly nowMs: number;
  /** The locations that are noted on the monitor. */
  readonly noted: readonly string[];
}

/** What was recorded goes on: a regional outage or the suspicion of one, and locations that are noted. */
export function newWatch(
  { tracking }: MonitorEntry,
  { id, locations, regionalInterval }: ProbedMonitor,
  { nowMs, noted }: Beginning,
): LocationWatch {
  const failure = tracking.confirmedAt === null ? null : tracking.failure;
  const isRegionalOutage = failure?.code === 'seen-from' && !failure.facts.down.some(({ name }) => name === null);
  const suspicion = tracking.failure?.code === 'down-elsewhere' ? tracking.failure : null;
  const delayMs = tracking.state === 'new' || regionalInterval === null ? 0 : startOffset(id, regionalInterval);
  const stillNoted = noted.filter((one) => locations.includes(one));
  return {
    rounds: {
      ...noRounds,
      isRegionalOutage,
      regional: suspicion === null ? 0 : 1,
      minority: Object.fromEntries(stillNoted.map((one) => [one, notedRounds])),
    },
    nextRoundAt: nowMs + delayMs,
    check: null,
    inquiry: null,
    decision: null,
    suspicion,
    reports: new Map(),
  };
}

export function noteCheck(watch: LocationWatch, check: CheckDetail): void {
  const isFailing = check.verdict === 'fail';
  // An inquiry about the opposite has no answer any more.
  if (watch.check !== null && (watch.check.verdict === 'fail') !== isFailing) {
    watch.inquiry?.();
    watch.inquiry = null;
  }
  watch.check = check;
  if (!isFailing) watch.decision = null;
}

export interface Answers {
  readonly answers: ReadonlyMap<string, Report>;
  readonly purpose: Purpose;
  readonly atMs: number;
  readonly nameOf: SeenFacts['nameOf'];
}

export function conclude(watch: LocationWatch, monitor: ProbedMonitor, found: Answers): void {
  const { answers, purpose, atMs, nameOf } = found;
  watch.reports = new Map(
    monitor.locations.flatMap((id) => {
      const report = answers.get(id);
      return report === undefined ? [] : [[id, report] as const];
    }),
  );
  const verdict = judge(hereWitness(watch), witnesses(watch), monitor.quorum);
  if (watch.check?.verdict === 'fail') watch.decision = { verdict, atMs };
  if (purpose !== 'regional') return;
  watch.rounds = afterRound(watch.rounds, verdict);
  // It is worded once, so that the reason stays the same until the next round.
  if (verdict.finding === 'regional') watch.suspicion = downElsewhere(factsOf(watch, nameOf));
  if (!isSuspected(watch.rounds)) watch.suspicion = null;
}

export function opinionOf(watch: LocationWatch, nameOf: SeenFacts['nameOf']): Opinion {
  const { check, decision, rounds, suspicion } = watch;
  const facts = factsOf(watch, nameOf);
  if (check?.verdict !== 'fail') {
    if (rounds.isRegionalOutage) return { kind: 'regional', failure: failureSeenFrom(facts) };
    return suspicion === null ? { kind: 'here' } : { kind: 'suspected', failure: suspicion };
  }
  if (decision === null) return { kind: 'undecided' };
  if (decision.verdict.finding !== 'unreachable-here') return { kind: 'down', failure: failureSeenFrom(facts) };
  return { kind: 'unreachable', failure: unreachableHere(facts) };
}

function factsOf({ reports, check }: LocationWatch, nameOf: SeenFacts['nameOf']): SeenFacts {
  return { nameOf, reports, here: check };
}

/** Where redirects led the last good check, as far as it holds no secret. */
export function finalUrlOf({ lastGood }: MonitorEntry, { check }: LocationWatch): string | null {
  const url = check?.response?.finalUrl ?? lastGood?.response?.finalUrl ?? null;
  return url === null || url.includes('***') ? null : url;
}

function hereWitness({ check }: LocationWatch): Witness {
  return { id: hereId, sighting: check === null ? 'no-answer' : sightingOf(check), country: null, network: null };
}

function witnesses({ reports }: LocationWatch): readonly Witness[] {
  return Array.from(reports, ([id, { check, place }]) => {
    return { id, sighting: sightingOf(check), country: place?.country ?? null, network: place?.network ?? null };
  });
}
