/**
 * When the locations of a monitor are asked: to confirm a local failure, and in rounds. A round is started by a local
 * check that is due, so that nothing is asked while this computer is offline or asleep. What follows from the answers is
 * decided in location-watch.ts; how it changes the state, by checks.ts.
 */
import { hereId, type Location } from '../../contract/locations/registry.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import type { Purpose } from '../locations/budget.ts';
import type { LocationList } from '../locations/location-list.ts';
import type { Report } from '../locations/location.ts';
import { notedLocations } from '../locations/quorum.ts';
import type { Cancel, Clock } from '../ports.ts';
import { startInquiry } from './inquiry.ts';
import {
  conclude,
  finalUrlOf,
  newWatch,
  noteCheck,
  opinionOf,
  type LocationWatch,
  type Opinion,
} from './location-watch.ts';
import type { ElsewhereRecord } from './elsewhere-record.ts';
import type { MonitorEntry } from './monitor-entry.ts';

export type AskElsewhere = (
  location: Location,
  monitor: ProbedMonitor,
  options: { readonly purpose: Purpose; readonly finalUrl: string | null; readonly signal: AbortSignal },
) => Promise<Report>;

interface ElsewhereOptions {
  readonly clock: Clock;
  readonly locations: LocationList;
  readonly ask: AskElsewhere;
  readonly elsewhereRecord: ElsewhereRecord;
  /** The answers of a confirmation or a round are complete, and may change the state. */
  readonly onDecision: (entry: MonitorEntry, monitor: ProbedMonitor) => void;
}

export interface Elsewhere {
  /** Takes a local check into account, and asks the locations where that is due. */
  readonly consider: (entry: MonitorEntry, monitor: ProbedMonitor, check: CheckDetail) => Opinion;
  readonly opinion: (entry: MonitorEntry, monitor: ProbedMonitor) => Opinion;
  /** The latest local check that was considered; null: none. */
  readonly lastCheck: (monitor: ProbedMonitor) => CheckDetail | null;
  readonly stop: () => void;
}

/** Who has answered by then decides. An alert has to leave 30 s after the first failed check. */
const longestMs: Readonly<Record<Purpose, number>> = { confirm: 18_000, regional: 45_000 };
/** While a target fails here and is good elsewhere, the locations are asked again this often. */
const longestTrustMs = 300_000;

export function openElsewhere(options: ElsewhereOptions): Elsewhere {
  const { clock, locations, elsewhereRecord: record } = options;
  /** By the monitor: an edit replaces it, and what was seen of it before no longer applies. */
  const watches = new WeakMap<ProbedMonitor, LocationWatch>();
  const underWay = new Set<Cancel>();
  const nameOf = (id: string): string | null => (id === hereId ? null : (locations.find(id)?.name ?? id));

  function watchOf(entry: MonitorEntry, monitor: ProbedMonitor): LocationWatch {
    const known = watches.get(monitor);
    if (known !== undefined) return known;
    const watch = newWatch(entry, monitor, { nowMs: clock.now(), noted: record.noted(entry) });
    watches.set(monitor, watch);
    return watch;
  }

  function ask(entry: MonitorEntry, monitor: ProbedMonitor, purpose: Purpose): void {
    const watch = watchOf(entry, monitor);
    const finalUrl = finalUrlOf(entry, watch);
    const cancel = startInquiry({
      clock,
      limitMs: longestMs[purpose],
      locations: monitor.locations.flatMap((id) => locations.find(id) ?? []),
      ask: (location, signal) => options.ask(location, monitor, { purpose, finalUrl, signal }),
      onReport: (locationId, report) => record.report(entry, locationId, report),
      onEnd(answers) {
        forget();
        conclude(watch, monitor, { answers, purpose, atMs: clock.now(), nameOf });
        if (purpose === 'regional') record.note(entry, notedLocations(watch.rounds));
        options.onDecision(entry, monitor);
      },
    });
    const stop = (): void => {
      forget();
      cancel();
    };
    const forget = (): void => {
      underWay.delete(stop);
      watch.inquiry = null;
    };
    underWay.add(stop);
    watch.inquiry = stop;
    watch.nextRoundAt = clock.now() + (monitor.regionalInterval ?? longestTrustMs);
  }

  return {
    consider(entry, monitor, check) {
      const watch = watchOf(entry, monitor);
      noteCheck(watch, check);
      const purpose = duePurpose(entry, monitor, { watch, nowMs: clock.now() });
      if (purpose !== null) ask(entry, monitor, purpose);
      return opinionOf(watch, nameOf);
    },
    opinion: (entry, monitor) => opinionOf(watchOf(entry, monitor), nameOf),
    lastCheck: (monitor) => watches.get(monitor)?.check ?? null,
    stop() {
      for (const stop of [...underWay]) stop();
    },
  };
}

interface Moment {
  readonly watch: LocationWatch;
  readonly nowMs: number;
}

/** Null: nothing is to be asked now. */
function duePurpose(entry: MonitorEntry, monitor: ProbedMonitor, { watch, nowMs }: Moment): Purpose | null {
  const { interval, regionalInterval } = monitor;
  if (watch.inquiry !== null) return null;
  if (watch.check?.verdict !== 'fail') {
    return regionalInterval !== null && nowMs >= watch.nextRoundAt ? 'regional' : null;
  }
  const trustMs = Math.max(interval, Math.min(regionalInterval ?? longestTrustMs, longestTrustMs));
  const isStale = watch.decision === null || nowMs - watch.decision.atMs >= trustMs;
  return isStale && isConfirmationDue(entry, monitor) ? 'confirm' : null;
}

/** At the first failure for critical monitors, else with the one that would open the incident. */
function isConfirmationDue({ tracking }: MonitorEntry, { severity, failAfter }: ProbedMonitor): boolean {
  return tracking.confirmedAt !== null || severity === 'critical' || tracking.failures + 1 >= failAfter;
}
