/**
 * A monitor in memory: its definition, its state and recent checks. Changed only by the recorder, the registry,
 * muting, acknowledging and pausing all.
 */
import type { Mute } from '../../contract/model/alert.ts';
import type { Evidence } from '../../contract/model/evidence.ts';
import type { MainFigure } from '../../contract/model/figure.ts';
import type { Incident } from '../../contract/model/history.ts';
import { definitionOf, type Monitor, type MonitorKind } from '../../contract/monitors/registry.ts';
import { addRecent, type MutableRecentChecks } from '../../contract/model/recent-checks.ts';
import type { CheckDetail, MonitorState, RecentCheck } from '../../contract/model/state.ts';
import { monitorState } from '../state/monitor-state.ts';
import type { Tracking } from '../state/step.ts';

export interface MonitorEntry {
  readonly key: number;
  readonly stream: number;
  /** Secrets in clear. An edit replaces it as a whole, so that a probe under way can tell that it is out of date. */
  monitor: Monitor;
  tracking: Tracking;
  incident: Incident | null;
  /** It was paused with all others, and is paused since. */
  isPausedTogether: boolean;
  readonly recent: MutableRecentChecks;
  lastCheckAt: number | null;
  /** When the certificate ends that the last check saw; a failed one that got no further does not count. */
  certificateEndsAt: number | null;
  /** When the registration that it watches ends. */
  registrationEndsAt: number | null;
  /** What the last check found of the main figure of its kind. */
  figure: MainFigure | null;
  /** The last check since the program started; null: there was none. */
  latest: CheckDetail | null;
  /** The last of each location since then, by its id. */
  reports: ReadonlyMap<string, CheckDetail>;
  /** Evidence of the last check that passed; stored only when an outage begins. */
  lastGood: CheckDetail | null;
  /** True from a sleep until the first check that counts after it. */
  isFresh: boolean;
  /** No channel that can be relied on would be notified if it went down. */
  uncovered: boolean;
  /** Of the mutes that cover it, the one that lasts longest; null if it is not muted. */
  muted: Mute | null;
}

/** Derived from its streams, of which there is one. */
export function stateOf({ tracking }: MonitorEntry): MonitorState {
  return monitorState([tracking.state], 1);
}

type Measured = Partial<Pick<CheckDetail, 'figures' | 'scales'>>;
type Remembered = RecentCheck & Measured & Partial<Pick<CheckDetail, 'certificate' | 'evidence'>>;

/** Null: the kind watches none, or the check found no date. */
export function registrationEnd(kind: MonitorKind, evidence: readonly Evidence[] = []): number | null {
  if (definitionOf(kind).registrationWarningDays === undefined) return null;
  const found = evidence.find(({ name }) => name === 'expires');
  return found?.type === 'moment' ? found.at : null;
}

/** Null: the kind has no main figure, or the check did not find it. */
export function mainFigureOf(kind: MonitorKind, { figures, scales }: Measured): MainFigure | null {
  const name = figures === undefined ? undefined : definitionOf(kind).mainFigure;
  const value = name === undefined ? undefined : figures?.[name];
  return name === undefined || value === undefined ? null : { name, value, unit: scales?.[name]?.unit ?? '' };
}

/** A check that passed without seeing a certificate says that there is none. */
export function certificateEnd(
  { certificateEndsAt }: MonitorEntry,
  { verdict, certificate }: Remembered,
): number | null {
  if (certificate === undefined) return certificateEndsAt;
  const isAnswered = verdict === 'pass' || verdict === 'degraded';
  return certificate?.validTo ?? (isAnswered ? null : certificateEndsAt);
}

/** @returns whether more has changed than one check in the strip. */
export function rememberCheck(entry: MonitorEntry, check: Remembered): boolean {
  const { at, verdict, responseTime, evidence } = check;
  addRecent(entry.recent, { at, verdict, responseTime });
  entry.lastCheckAt = at;
  entry.figure = mainFigureOf(entry.monitor.kind, check);
  const endsAt = certificateEnd(entry, check);
  const registeredUntil = registrationEnd(entry.monitor.kind, evidence) ?? entry.registrationEndsAt;
  const isOther = endsAt !== entry.certificateEndsAt || registeredUntil !== entry.registrationEndsAt;
  entry.certificateEndsAt = endsAt;
  entry.registrationEndsAt = registeredUntil;
  return isOther;
}
