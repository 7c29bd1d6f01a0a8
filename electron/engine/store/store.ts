/**
 * The store as the engine sees it: one SQLite file behind one repository per aggregate. Every method is synchronous
 * and throws only `StoreError` (disk full, damaged, read-only) or on a bug. There is no SQL outside this directory.
 */
import type { Channel } from '../../contract/channels/registry.ts';
import type {
  Alert,
  AlertStatus,
  ChannelTrouble,
  NotificationEvent,
  Mute,
  Rule,
  AlertFilter,
} from '../../contract/model/alert.ts';
import type { Location } from '../../contract/locations/registry.ts';
import type { DeliveryAnswer } from '../../contract/delivery-answer.ts';
import type { Annotation } from '../../contract/model/annotation.ts';
import type { Figure, FigureSeries } from '../../contract/model/figure.ts';
import type { Incident, IncidentOrder, Ping, Series, Span } from '../../contract/model/history.ts';
import type { Severity } from '../../contract/model/monitor.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import type { Settings } from '../../contract/model/program.ts';
import type { Failure } from '../../contract/failure.ts';
import type { MutableRecentChecks } from '../../contract/model/recent-checks.ts';
import type { Check, CheckDetail, SpanState } from '../../contract/model/state.ts';
import type { Page } from '../../contract/model/page.ts';
import type { Budget, Place } from '../../contract/model/location.ts';
import type { IncidentFacts } from '../history/incident-facts.ts';
import type { PlannedWindow } from '../maintenance/window-times.ts';
import type { NotificationPayload } from '../notifications/payload.ts';
import type { Tracking } from '../state/step.ts';

/** Keys are the rows' integers, never visible outside the engine. */
export interface MonitorRecord {
  /** Key of its pings, incidents and mutes. */
  readonly key: number;
  /** Its stream from the location `here`: key of its checks and spans. */
  readonly stream: number;
  /** Secrets are sealed (`SecretBox`), never plain text. */
  readonly monitor: Monitor;
  readonly tracking: Tracking;
}

export interface MonitorRepository {
  all(): readonly MonitorRecord[];
  insert(monitor: Monitor, tracking: Tracking): MonitorRecord;
  update(key: number, monitor: Monitor): void;
  saveTracking(key: number, tracking: Tracking): void;
  /** With its checks, spans, pings and incidents; pending alerts are cancelled, sent ones stay in the delivery log. */
  delete(key: number): void;
  /** Removes it from what other monitors depend on. */
  deleteDependency(id: string): void;
}

export interface NewCheck {
  readonly stream: number;
  readonly check: Check | CheckDetail;
}

export interface CheckRepository {
  append(checks: readonly NewCheck[]): void;
  /** Evidence of a failed check, or of the last good one before an incident. Replaces an earlier detail. */
  saveDetail(stream: number, detail: CheckDetail): void;
  /** The detail if it was kept; else the plain check with empty evidence; null: no such check. */
  find(stream: number, atMs: number): CheckDetail | null;
  page(
    stream: number,
    options: { before?: number | undefined; failuresOnly?: boolean | undefined; limit: number },
  ): Page<Check>;
  /** Oldest first. */
  recent(stream: number, count: number): MutableRecentChecks;
  /** The same of many streams at once; those without checks are missing. */
  recentOf(streams: readonly number[], count: number): ReadonlyMap<number, MutableRecentChecks>;
  /** Raw up to two days of range, hourly up to 30, daily beyond. */
  series(
    stream: number,
    options: { readonly from: number; readonly to: number; readonly phases?: boolean | undefined },
  ): Series;
  figures(stream: number): readonly Figure[];
  figureSeries(
    stream: number,
    options: { readonly from: number; readonly to: number; readonly figure: string },
  ): FigureSeries;
}

export interface SpanRepository {
  /** Ends the open span at `fromMs` and begins another; a `fromMs` before the start of the open span is moved to it. */
  begin(stream: number, state: SpanState, fromMs: number): void;
  /** Spans that overlap [from, to), oldest first, not cut to it. */
  between(stream: number, fromMs: number, toMs: number): readonly Span[];
  /** The state of the open span; null: none yet. */
  current(stream: number): Span | null;
}

export interface NewIncident {
  readonly monitorKey: number;
  readonly monitorId: string;
  readonly monitorName: string;
  readonly severity: Severity;
  readonly startedAt: number;
  readonly detectedAt: number;
  readonly confirmedAt: number;
  readonly failure: Failure;
  /** Of the last good check before it; null: there was none. */
  readonly lastGoodAt: number | null;
}

export interface IncidentFilter {
  readonly monitorId?: string | undefined;
  readonly open?: boolean | undefined;
  readonly severity?: Severity | undefined;
  readonly acknowledged?: boolean | undefined;
}

export interface IncidentRepository {
  open(incident: NewIncident): Incident;
  close(id: number, endedAtMs: number): Incident;
  /** Of all monitors. */
  openOnes(): readonly Incident[];
  find(id: number): Incident | null;
  lastGoodAt(id: number): number | null;
  acknowledge(id: number, atMs: number, note: string): Incident;
  /** @param causeId an incident of another monitor; null: it stands alone. */
  setCause(id: number, causeId: number | null): Incident;
  /** Open ones first, then newest or longest first; with `from` and `to` those that overlap [from, to). */
  page(
    options: IncidentFilter & {
      causedBy?: number | undefined;
      from?: number | undefined;
      to?: number | undefined;
      order?: IncidentOrder | undefined;
      before?: number | undefined;
      limit: number;
    },
  ): Page<Incident>;
  /** All that overlap [from, to), in no order. */
  facts(options: IncidentFilter & { from: number; to: number }): readonly IncidentFacts[];
  /** Incidents of the monitor that overlap [from, to). */
  count(key: number, fromMs: number, toMs: number): number;
  /** Those of all monitors that overlap [from, to) and have no cause: how many, and the longest within it. */
  ofPeriod(options: { from: number; to: number; longest: number }): {
    readonly count: number;
    readonly longest: readonly Incident[];
  };
}

export type NewPing = Omit<Ping, 'id'>;

export interface PingRepository {
  /** Keeps the latest 100 of each monitor. */
  append(key: number, ping: NewPing): Ping;
  page(key: number, options: { before?: number | undefined; limit: number }): Page<Ping>;
  recent(key: number, count: number): readonly Ping[];
  /** Those sent at `atMs` or later. */
  from(key: number, atMs: number): readonly Ping[];
  /** When this run started; null: no start of it is kept. */
  runStartedAt(key: number, runId: string): number | null;
}

/** The health of a channel, from its deliveries. */
export interface HealthRecord {
  readonly lastSuccessAt: number | null;
  readonly lastErrorAt: number | null;
  readonly lastError: DeliveryAnswer | null;
  /** As in `ChannelHealth`. */
  readonly failures: number;
  /** How many of the failures were permanent. */
  readonly refusals: number;
  readonly failingSince: number | null;
  readonly trouble: ChannelTrouble | null;
  /** `failingSince` of the last reported trouble, until the channel accepts a message; null: nothing to resolve. */
  readonly reportedSince: number | null;
}

export interface ChannelRecord {
  /** Secrets are sealed. */
  readonly channel: Channel;
  readonly health: HealthRecord;
}

export interface ChannelRepository {
  all(): readonly ChannelRecord[];
  save(channel: Channel): void;
  saveHealth(id: string, health: HealthRecord): void;
  /** Its pending alerts are cancelled. */
  delete(id: string): void;
}

export type NewRule = Omit<Rule, 'id'>;
export type RuleRecord = Rule;

export interface RuleRepository {
  /** In their order. */
  all(): readonly RuleRecord[];
  replace(rules: readonly NewRule[]): void;
}

export type NewMute = Omit<Mute, 'id'>;

export interface MuteRepository {
  /** Oldest first. */
  all(): readonly Mute[];
  /** Replaces the mute of the same scope. Its monitor must exist. */
  replace(mute: NewMute): Mute;
  delete(id: number): void;
}

export interface MaintenanceRepository {
  all(): readonly PlannedWindow[];
  save(planned: PlannedWindow): void;
  delete(id: string): void;
}

export interface NewAlert {
  /** The text of a `Subject`; unique with channel and event. */
  readonly subject: string;
  readonly incidentId: number | null;
  readonly channelId: string;
  readonly notBeforeMs: number;
  readonly payload: NotificationPayload;
}

export interface LocationStream {
  readonly stream: number;
  readonly locationId: string;
  /** Where it was, last; null: it has not said. */
  readonly place: Place | null;
}

/** A location failed again and again while most others did not. */
export interface NoteSpan {
  readonly from: number;
  /** Null: it still does. */
  readonly to: number | null;
}

export interface LocationRepository {
  /** Secrets are sealed. */
  all(): readonly Location[];
  save(location: Location): void;
  /** With all that was seen from it. */
  delete(id: string): void;
  /** The monitor's streams from other locations than this computer. */
  streams(monitorKey: number): readonly LocationStream[];
  /** @returns the key of the new stream. */
  openStream(monitorKey: number, locationId: string): number;
  savePlace(stream: number, place: Place): void;
  /** Those that overlap [from, to), oldest first. */
  notes(stream: number, fromMs: number, toMs: number): readonly NoteSpan[];
  /** Null: none is open. */
  openNote(stream: number): NoteSpan | null;
  beginNote(stream: number, atMs: number): void;
  /** Ends the open one. */
  endNote(stream: number, atMs: number): void;
  budgets(): readonly { readonly account: string; readonly budget: Budget }[];
  saveBudget(account: string, budget: Budget): void;
}

/** What decides the order of delivery. */
export interface PendingRow extends Pick<OutboxRow, 'id' | 'subject' | 'attempts' | 'heldUntil'> {
  /** Empty: about no monitor. */
  readonly monitorId: string;
  readonly event: NotificationEvent;
  /** Null: about a channel. */
  readonly severity: Severity | null;
  readonly nextAttemptAt: number;
}

/** An outbox row as the sender needs it. */
export interface OutboxRow {
  readonly id: number;
  readonly subject: string;
  readonly incidentId: number | null;
  readonly channelId: string;
  readonly payload: NotificationPayload;
  readonly status: AlertStatus;
  readonly attempts: number;
  readonly createdAt: number;
  readonly nextAttemptAt: number | null;
  /** Quiet hours defer it, or did, until then; null: never. */
  readonly heldUntil: number | null;
  /** What the service calls the message; null: it was not accepted by itself, or cannot be changed. */
  readonly receipt: string | null;
}

export interface AttemptRecord {
  readonly at: number;
  readonly tookMs: number;
  readonly accepted: boolean;
  readonly answer: DeliveryAnswer;
  /** The first of the alerts that the message covered; absent: it covered only this one. */
  readonly groupId?: number | undefined;
}

/** An outbox row as the delivery log needs it; it is worded from the payload when it is read. */
export interface AlertRecord extends Omit<Alert, 'title' | 'attempts'> {
  readonly payload: NotificationPayload;
  readonly attempts: readonly AttemptRecord[];
}

/** An open, unacknowledged incident that a channel was notified of. */
export interface NotifiedIncident {
  readonly incidentId: number;
  readonly monitorId: string;
  readonly channelId: string;
  /** How many reminders there have been, whatever their outcome. */
  readonly reminders: number;
  /** When the newest message about it was created or last attempted. */
  readonly lastAt: number;
}

export interface OutboxRepository {
  /** An existing row (same subject, channel, event) is left unchanged. @returns the ids of the new rows. */
  add(alerts: readonly NewAlert[], atMs: number): readonly number[];
  /** As `add`, but a cancelled row becomes pending again. @returns how many rows became pending. */
  addAgain(alerts: readonly NewAlert[], atMs: number): number;
  /** Cancels the monitor's pending rows, except recoveries and flapping, which has an end. @returns the ids of the rows. */
  cancelForMute(monitorId: string): readonly number[];
  /**
   * Cancels the incident's rows that are due after `atMs`, except recoveries and rows already attempted.
   * @returns the ids of the rows.
   */
  cancelForAcknowledged(incidentId: number, atMs: number): readonly number[];
  /** Pending rows that are due, oldest first; of one channel if given. */
  due(atMs: number, limit: number, channelId?: string): readonly OutboxRow[];
  /** All pending rows of the channel, due or not, oldest first. */
  pending(channelId: string): readonly PendingRow[];
  /** The row, while it is pending. */
  pendingRow(id: number): OutboxRow | null;
  /** Failed rows of the channel that were attempted at or after `sinceMs`, or whose incident is open, oldest first. */
  failedSince(channelId: string, sinceMs: number): readonly OutboxRow[];
  /** A failed row is due again at `atMs`. */
  requeue(id: number, atMs: number): AlertRecord;
  /** Epoch ms of the earliest pending row, of one channel if given; null: none. */
  nextDueAt(channelId?: string): number | null;
  /** The channel's rows due after `latestMs` become due at `atMs`; of held rows, those held beyond `latestHeldMs`. */
  clampDueTimes(channelId: string, limits: { latestMs: number; latestHeldMs: number }, atMs: number): void;
  /** Defers it for quiet hours. */
  hold(id: number, untilMs: number): AlertRecord;
  /** Pending rows of the channel whose quiet hours have ended at `atMs`, oldest first. */
  released(channelId: string, atMs: number, limit: number): readonly OutboxRow[];
  /** Makes held rows due at `atMs`: the rules, or what they apply to, have changed. */
  review(atMs: number): void;
  /** With `down` sent and no row pending. */
  notifiedIncidents(): readonly NotifiedIncident[];
  /** The row of another event of the same subject and channel: the `down` of a `recovered`. */
  sibling(subject: string, channelId: string, event: NotificationEvent): OutboxRow | null;
  /** Channels with a sent or pending row of this subject and event. */
  channelsOf(subject: string, event: NotificationEvent): readonly string[];
  recordAttempt(
    id: number,
    attempt: AttemptRecord,
    next: { status: AlertStatus; nextAttemptAt: number | null; receipt?: string | undefined },
  ): AlertRecord;
  setStatus(id: number, status: AlertStatus): AlertRecord;
  find(id: number): AlertRecord | null;
  page(options: AlertFilter & { before?: number | undefined; limit: number }): Page<AlertRecord>;
}

export interface SettingsRepository {
  read(): Settings;
  write(settings: Settings): void;
  /** Sealed; null: there is none. */
  pingKey(): string | null;
  setPingKey(sealed: string | null): void;
  /** When the engine last recorded that it was running: time after it is unknown. Null: never. */
  aliveAt(): number | null;
  setAliveAt(atMs: number): void;
  /** When digests were last settled: earlier ones are sent, or were skipped. Null: never. */
  digestAt(): number | null;
  setDigestAt(atMs: number): void;
}

export interface AnnotationRepository {
  /** @param monitorKey null: of several monitors, or of the program. */
  add(monitorKey: number | null, annotation: Annotation): void;
  /** In [from, to), newest first: at most `limit` of the monitor, and as many of none. */
  between(
    monitorKey: number,
    options: { readonly from: number; readonly to: number; readonly limit: number },
  ): readonly Annotation[];
}

export interface Store {
  readonly monitors: MonitorRepository;
  readonly checks: CheckRepository;
  readonly spans: SpanRepository;
  readonly incidents: IncidentRepository;
  readonly pings: PingRepository;
  readonly channels: ChannelRepository;
  readonly locations: LocationRepository;
  readonly rules: RuleRepository;
  readonly mutes: MuteRepository;
  readonly maintenance: MaintenanceRepository;
  readonly outbox: OutboxRepository;
  readonly settings: SettingsRepository;
  readonly annotations: AnnotationRepository;
  /**
   * All of `body` or nothing; may be nested. `body` must change nothing but the store: when the disk is full, it can run a
   * second time, after the reserve was released.
   */
  transaction<T>(body: () => T): T;
  /** A transaction that leaves nothing of what it overwrites in the database file. */
  erasing(body: () => void): void;
  /** Reads one state of the store; for many reads in a row it is faster than each on its own. */
  reading<T>(body: () => T): T;
  /** A bounded piece of upkeep (rollups, retention) for one stream; cheap when there is nothing to do. */
  maintain(stream: number, nowMs: number): void;
  /** Bytes on disk, write-ahead log included. */
  bytes(): number;
  backup(file: string): Promise<void>;
  /** Unlocks the directory. Calling it again does nothing. */
  close(): void;
}
