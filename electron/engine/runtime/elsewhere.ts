/**
 * What other locations say about a monitor that names some: asked to confirm a local failure, and in rounds. A round is
 * started by a local check that is due, so that nothing is asked while this computer is offline or asleep. What follows
 * from the answers is decided by the pure functions in locations/quorum.ts; how it changes the state, by checks.ts.
 */
import { hereId, type Location } from '../../contract/locations/registry.ts';
import type { Place } from '../../contract/model/location.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { LocationList } from '../locations/location-list.ts';
import { sightingOf, type Report } from '../locations/location.ts';
import {
  afterRound,
  judge,
  noRounds,
  notedLocations,
  type Rounds,
  type Verdict,
  type Witness,
} from '../locations/quorum.ts';
import { failureSeenFrom, unreachableHere } from '../locations/seen-from.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Purpose } from '../locations/budget.ts';
import type { Cancel, Clock } from '../ports.ts';
import { startOffset } from '../schedule/cadence.ts';
import type { MonitorEntry } from './monitor-entry.ts';

export type AskElsewhere = (
  location: Location,
  monitor: ProbedMonitor,
  options: { readonly purpose: Purpose; readonly finalUrl: string | null; readonly signal: AbortSignal },
) => Promise<Report>;

export interface ElsewhereOptions {
  readonly clock: Clock;
  readonly locations: LocationList;
  readonly ask: AskElsewhere;
  /** A location has answered. */
  readonly onReport: (entry: MonitorEntry, locationId: string, report: Report) => void;
  /** The answers of a confirmation or a round are complete, and may change the state. */
  readonly onDecision: (entry: MonitorEntry, monitor: ProbedMonitor) => void;
}

/**
 * `undecided`: the locations are being asked. `here`: this computer's own check decides. `regional`: down elsewhere.
 * `unreachable`: down here alone. `down`: confirmed.
 */
export type Opinion =
  | { readonly kind: 'undecided' }
  | { readonly kind: 'here' }
  | { readonly kind: 'down' | 'regional' | 'unreachable'; readonly failure: Failure };

export interface Elsewhere {
  /** Takes a local check into account, and asks the locations where that is due. */
  readonly consider: (entry: MonitorEntry, monitor: ProbedMonitor, check: CheckDetail) => Opinion;
  readonly opinion: (entry: MonitorEntry, monitor: ProbedMonitor) => Opinion;
  /** The latest local check that was considered; null: none. */
  readonly lastCheck: (monitor: ProbedMonitor) => CheckDetail | null;
  readonly view: (entry: MonitorEntry, monitor: ProbedMonitor) => ElsewhereView;
  readonly stop: () => void;
}

export interface ElsewhereView {
  readonly noted: readonly string[];
  readonly places: ReadonlyMap<string, Place>;
}

export const nothingElsewhere: ElsewhereView = { noted: [], places: new Map() };

/** Who has answered by then decides; an alert has to leave 30 s after the first failed check. */
const confirmationMs = 18_000;
const longestRoundMs = 45_000;
/** While a target fails here and is good elsewhere, the locations are asked again this often. */
const longestTrustMs = 300_000;

interface Inquiry {
  readonly cancel: Cancel;
}

interface Watch {
  rounds: Rounds;
  nextRoundAt: number;
  check: CheckDetail | null;
  /** Under way. */
  inquiry: Inquiry | null;
  /** Of the last confirmation of a local failure that still lasts. */
  decision: { readonly verdict: Verdict; readonly atMs: number } | null;
  readonly reports: Map<string, Report>;
  readonly places: Map<string, Place>;
}

export function openElsewhere(options: ElsewhereOptions): Elsewhere {
  const { clock, locations } = options;
  /** By the monitor: an edit replaces it, and what was seen of it before no longer applies. */
  const watches = new WeakMap<ProbedMonitor, Watch>();
  const underWay = new Set<Inquiry>();

  function watchOf(entry: MonitorEntry, monitor: ProbedMonitor): Watch {
    const known = watches.get(monitor);
    if (known !== undefined) return known;
    const watch = newWatch(entry, monitor, clock.now());
    watches.set(monitor, watch);
    return watch;
  }

  function inquire(entry: MonitorEntry, monitor: ProbedMonitor, purpose: Purpose): void {
    const watch = watchOf(entry, monitor);
    const ending = new AbortController();
    const asked = monitor.locations.flatMap((id) => locations.find(id) ?? []);
    const answers = new Map<string, Report>();
    const finish = (): void => {
      if (!underWay.delete(inquiry)) return;
      cancelTimer();
      ending.abort();
      watch.inquiry = null;
      conclude(entry, monitor, { watch, answers, purpose });
    };
    const cancelTimer = clock.setTimer(purpose === 'confirm' ? confirmationMs : longestRoundMs, finish);
    const inquiry: Inquiry = {
      cancel() {
        if (!underWay.delete(inquiry)) return;
        cancelTimer();
        ending.abort();
        watch.inquiry = null;
      },
    };
    underWay.add(inquiry);
    watch.inquiry = inquiry;
    watch.nextRoundAt = clock.now() + (monitor.regionalInterval ?? longestTrustMs);
    const finalUrl = finalUrlOf(entry, watch);
    for (const location of asked) {
      void options.ask(location, monitor, { purpose, finalUrl, signal: ending.signal }).then((report) => {
        if (!underWay.has(inquiry)) return;
        answers.set(location.id, report);
        if (report.place !== null) watch.places.set(location.id, report.place);
        options.onReport(entry, location.id, report);
        if (answers.size === asked.length) finish();
      });
    }
    if (asked.length === 0) queueMicrotask(finish);
  }

  interface Conclusion {
    readonly watch: Watch;
    readonly answers: ReadonlyMap<string, Report>;
    readonly purpose: Purpose;
  }

  function conclude(entry: MonitorEntry, monitor: ProbedMonitor, { watch, answers, purpose }: Conclusion): void {
    watch.reports.clear();
    // As the monitor lists them, not as they answered.
    for (const id of monitor.locations) {
      const report = answers.get(id);
      if (report !== undefined) watch.reports.set(id, report);
    }
    const verdict = judge(hereWitness(watch), witnesses(answers, watch), monitor.quorum);
    if (watch.check?.verdict === 'fail') watch.decision = { verdict, atMs: clock.now() };
    if (purpose === 'regional') watch.rounds = afterRound(watch.rounds, verdict);
    options.onDecision(entry, monitor);
  }

  function opinionOf(watch: Watch): Opinion {
    const nameOf = (id: string): string | null => (id === hereId ? null : (locations.find(id)?.name ?? id));
    const facts = { nameOf, reports: watch.reports, here: watch.check };
    if (watch.check?.verdict !== 'fail') {
      if (!watch.rounds.isRegionalOutage) return { kind: 'here' };
      return { kind: 'regional', failure: failureSeenFrom(facts) };
    }
    if (watch.decision === null) return { kind: 'undecided' };
    const { finding } = watch.decision.verdict;
    if (finding === 'unreachable-here') return { kind: 'unreachable', failure: unreachableHere(facts) };
    return { kind: 'down', failure: failureSeenFrom(facts) };
  }

  function askIfDue(entry: MonitorEntry, monitor: ProbedMonitor, watch: Watch): void {
    if (watch.inquiry !== null) return;
    const nowMs = clock.now();
    if (watch.check?.verdict === 'fail') {
      const trustMs = Math.max(monitor.interval, Math.min(monitor.regionalInterval ?? longestTrustMs, longestTrustMs));
      const isStale = watch.decision === null || nowMs - watch.decision.atMs >= trustMs;
      if (isStale && isConfirmationDue(entry, monitor)) inquire(entry, monitor, 'confirm');
      return;
    }
    if (monitor.regionalInterval !== null && nowMs >= watch.nextRoundAt) inquire(entry, monitor, 'regional');
  }

  return {
    consider(entry, monitor, check) {
      const watch = watchOf(entry, monitor);
      const wasFailing = watch.check?.verdict === 'fail';
      const isFailing = check.verdict === 'fail';
      // An inquiry about the opposite has no answer any more.
      if (watch.check !== null && wasFailing !== isFailing) watch.inquiry?.cancel();
      watch.check = check;
      if (!isFailing) watch.decision = null;
      askIfDue(entry, monitor, watch);
      return opinionOf(watch);
    },
    opinion: (entry, monitor) => opinionOf(watchOf(entry, monitor)),
    lastCheck: (monitor) => watches.get(monitor)?.check ?? null,
    view(entry, monitor) {
      const { rounds, places } = watchOf(entry, monitor);
      return { noted: notedLocations(rounds), places };
    },
    stop() {
      for (const inquiry of [...underWay]) inquiry.cancel();
    },
  };
}

/** At the first failure for critical monitors, else with the one that would open the incident. */
function isConfirmationDue({ tracking }: MonitorEntry, { severity, failAfter }: ProbedMonitor): boolean {
  return tracking.confirmedAt !== null || severity === 'critical' || tracking.failures + 1 >= failAfter;
}

function newWatch({ tracking }: MonitorEntry, { id, regionalInterval }: ProbedMonitor, nowMs: number): Watch {
  const failure = tracking.confirmedAt === null ? null : tracking.failure;
  const isRegionalOutage = failure?.code === 'seen-from' && !failure.facts.down.some(({ name }) => name === null);
  const delayMs = tracking.state === 'new' || regionalInterval === null ? 0 : startOffset(id, regionalInterval);
  return {
    rounds: { ...noRounds, isRegionalOutage },
    nextRoundAt: nowMs + delayMs,
    check: null,
    inquiry: null,
    decision: null,
    reports: new Map(),
    places: new Map(),
  };
}

/** Where redirects led the last good check, as far as it holds no secret. */
function finalUrlOf({ lastGood }: MonitorEntry, { check }: Watch): string | null {
  const url = check?.response?.finalUrl ?? lastGood?.response?.finalUrl ?? null;
  return url === null || url.includes('***') ? null : url;
}

function hereWitness({ check }: Watch): Witness {
  return { id: hereId, sighting: check === null ? 'no-answer' : sightingOf(check), country: null, network: null };
}

function witnesses(answers: ReadonlyMap<string, Report>, { places }: Watch): readonly Witness[] {
  return Array.from(answers, ([id, { check }]) => {
    const place = places.get(id);
    return { id, sighting: sightingOf(check), country: place?.country ?? null, network: place?.network ?? null };
  });
}
