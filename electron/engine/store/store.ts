/**
 * The store as the engine sees it: one SQLite file behind one repository per aggregate. Every method is synchronous
 * and throws only `StoreError` (disk full, damaged, read-only) or on a bug. Nothing outside this room speaks SQL.
 */
import type { Channel } from '../../contract/channels/registry.ts';
import type { Alert, AlertStatus, NotificationEvent, Mute, Rule, AlertFilter } from '../../contract/model/alert.ts';
import type { DeliveryAnswer } from '../../contract/delivery-answer.ts';
import type { Incident, Ping, Series, Span } from '../../contract/model/history.ts';
import type { Severity } from '../../contract/model/monitor.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import type { Settings } from '../../contract/model/program.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Check, CheckDetail, RecentCheck, SpanState } from '../../contract/model/state.ts';
import type { Page } from '../../contract/model/page.ts';
import type { NotificationPayload } from '../notifications/payload.ts';
import type { Tracking } from '../state/step.ts';

/** Keys are the rows' small integers, never seen outside the engine. */
export interface MonitorRecord {
  /** Under which pings, incidents and mutes are kept. */
  readonly key: number;
  /** Its stream, what is seen of it from `here`: under this key checks and spans are kept. */
  readonly stream: number;
  /** Secrets are sealed text (`SecretBox`), never clear. */
  readonly monitor: Monitor;
  readonly tracking: Tracking;
}

export interface MonitorRepository {
  all(): readonly MonitorRecord[];
  insert(monitor: Monitor, tracking: Tracking): MonitorRecord;
  update(key: number, monitor: Monitor): void;
  saveTracking(key: number, tracking: Tracking): void;
  /** With its checks, spans, pings and incidents; its unsent alerts are cancelled, sent ones stay in the delivery log. */
  delete(key: number): void;
}

export interface NewCheck {
  readonly stream: number;
  readonly check: Check;
}

export interface CheckRepository {
  append(checks: readonly NewCheck[]): void;
  /** Evidence of one check: failing ones, and the last good one before an outage. Replaces what is there. */
  saveDetail(stream: number, detail: CheckDetail): void;
  /** The detail where it was kept; else the plain check with empty evidence; null: no such check. */
  find(stream: number, atMs: number): CheckDetail | null;
  page(
    stream: number,
    options: { before?: number | undefined; failuresOnly?: boolean | undefined; limit: number },
  ): Page<Check>;
  /** Oldest first. */
  recent(stream: number, count: number): readonly RecentCheck[];
  /** Raw up to two days of range, hourly up to 30, daily beyond. */
  series(
    stream: number,
    options: { readonly from: number; readonly to: number; readonly phases?: boolean | undefined },
  ): Series;
}

export interface SpanRepository {
  /** Ends the open span at `fromMs` and begins another; a `fromMs` before the open span's begin is moved up to it. */
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
  /** The check kept as the last good one; null: there was none. */
  readonly lastGoodAt: number | null;
}

export interface IncidentRepository {
  open(incident: NewIncident): Incident;
  close(id: number, endedAtMs: number): Incident;
  /** Of all monitors. */
  openOnes(): readonly Incident[];
  find(id: number): Incident | null;
  lastGoodAt(id: number): number | null;
  acknowledge(id: number, atMs: number, note: string): Incident;
  /** Open ones first, then newest first; with `from` and `to` those that overlap [from, to). */
  page(options: {
    monitorId?: string | undefined;
    open?: boolean | undefined;
    severity?: Severity | undefined;
    acknowledged?: boolean | undefined;
    from?: number | undefined;
    to?: number | undefined;
    before?: number | undefined;
    limit: number;
  }): Page<Incident>;
  /** Incidents of the monitor that overlap [from, to). */
  count(key: number, fromMs: number, toMs: number): number;
}

export type NewPing = Omit<Ping, 'id'>;

export interface PingRepository {
  /** Keeps the last 100 of each monitor. */
  append(key: number, ping: NewPing): Ping;
  page(key: number, options: { before?: number | undefined; limit: number }): Page<Ping>;
  recent(key: number, count: number): readonly Ping[];
  /** Those that were meant for `atMs` or later. */
  from(key: number, atMs: number): readonly Ping[];
  /** When this run began, of those that are still kept; null: no such start. */
  runStartedAt(key: number, runId: string): number | null;
}

/** How a channel fares, by what came of its deliveries. */
export interface HealthRecord {
  readonly lastSuccessAt: number | null;
  readonly lastErrorAt: number | null;
  readonly lastError: DeliveryAnswer | null;
  /** As `ChannelHealth.broken`. */
  readonly broken: boolean;
}

export interface ChannelRecord {
  /** Secrets are sealed text. */
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
  /** In the place of the one with the same scope. Its monitor must be there. */
  replace(mute: NewMute): Mute;
  delete(id: number): void;
}

export interface NewAlert {
  /** What it is about, for uniqueness: the text of a `Subject`. */
  readonly subject: string;
  readonly incidentId: number | null;
  readonly channelId: string;
  readonly notBeforeMs: number;
  readonly payload: NotificationPayload;
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
  /** Quiet hours hold it back, or did, until then; null: they never have. */
  readonly heldUntil: number | null;
}

export interface AttemptRecord {
  readonly at: number;
  readonly tookMs: number;
  readonly accepted: boolean;
  readonly answer: DeliveryAnswer;
}

/** An outbox row as the delivery log needs it; its words are made of the payload where it is read. */
export interface AlertRecord extends Omit<Alert, 'title' | 'attempts'> {
  readonly payload: NotificationPayload;
  readonly attempts: readonly AttemptRecord[];
}

/** An outage of which a channel was told, that is not over and that nobody has acknowledged. */
export interface NotifiedIncident {
  readonly incidentId: number;
  readonly monitorId: string;
  readonly channelId: string;
  /** How many reminders of it there have been, whatever became of them. */
  readonly reminders: number;
  /** When the newest message about it was made, or last tried. */
  readonly lastAt: number;
}

export interface OutboxRepository {
  /** A row that is there already (same subject, channel, event) is left alone. @returns the ids of the new rows. */
  add(alerts: readonly NewAlert[], atMs: number): readonly number[];
  /** As `add`, but a row that was cancelled waits again. @returns how many rows wait now that did not before. */
  addAgain(alerts: readonly NewAlert[], atMs: number): number;
  /** Cancels what waits to be told of the monitor, except that something is over. @returns the ids of the rows. */
  cancelForMute(monitorId: string): readonly number[];
  /** Cancels what was to be told of the incident after `atMs`, except that it is over and what was tried. @returns the ids of the rows. */
  cancelForAcknowledged(incidentId: number, atMs: number): readonly number[];
  /** Pending rows that are due, oldest first; where a channel is given, its rows alone. */
  due(atMs: number, limit: number, channelId?: string): readonly OutboxRow[];
  /** Epoch ms of the earliest pending row, of the channel where one is given; null: none. */
  nextDueAt(channelId?: string): number | null;
  /** What waits in this channel for a moment after `latestMs` waits for `atMs` instead; what is held, for one after `latestHeldMs`. */
  clampDueTimes(channelId: string, limits: { latestMs: number; latestHeldMs: number }, atMs: number): void;
  /** Quiet hours hold it back. */
  hold(id: number, untilMs: number): AlertRecord;
  /** Pending rows of the channel that were held back and are not any more at `atMs`, oldest first. */
  released(channelId: string, atMs: number, limit: number): readonly OutboxRow[];
  /** What is held back is looked at again at `atMs`: the rules, or what they are about, are others now. */
  review(atMs: number): void;
  /** Told by `down` alone, or by reminders as well, and nothing of it waits to be sent. */
  notifiedIncidents(): readonly NotifiedIncident[];
  /** The row of another event of the same subject and channel: the `down` of a `recovered`. */
  sibling(subject: string, channelId: string, event: NotificationEvent): OutboxRow | null;
  /** Channels that have a row of this subject and event which is sent or still pending. */
  channelsOf(subject: string, event: NotificationEvent): readonly string[];
  recordAttempt(
    id: number,
    attempt: AttemptRecord,
    next: { status: AlertStatus; nextAttemptAt: number | null },
  ): AlertRecord;
  setStatus(id: number, status: AlertStatus): AlertRecord;
  find(id: number): AlertRecord | null;
  page(options: AlertFilter & { before?: number | undefined; limit: number }): Page<AlertRecord>;
}

export interface SettingsRepository {
  read(): Settings;
  write(settings: Settings): void;
  /** When the engine last wrote that it was alive: what came after it is unknown time. Null: never. */
  aliveAt(): number | null;
  setAliveAt(atMs: number): void;
}

export interface Store {
  readonly monitors: MonitorRepository;
  readonly checks: CheckRepository;
  readonly spans: SpanRepository;
  readonly incidents: IncidentRepository;
  readonly pings: PingRepository;
  readonly channels: ChannelRepository;
  readonly rules: RuleRepository;
  readonly mutes: MuteRepository;
  readonly outbox: OutboxRepository;
  readonly settings: SettingsRepository;
  /** All of `body` or nothing of it; may be nested. */
  transaction<T>(body: () => T): T;
  /** A bounded piece of upkeep (rollups, retention) for one stream; cheap where there is nothing to do. */
  maintain(stream: number, nowMs: number): void;
  /** Bytes on disk, write-ahead log included. */
  bytes(): number;
  backup(file: string): Promise<void>;
  /** Gives the directory back. Calling it again does nothing. */
  close(): void;
}
