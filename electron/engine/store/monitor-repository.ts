/** Monitors, each with the memory of its state machine. */
import { z } from 'zod';
import { heartbeatClocks } from '../../contract/monitors/heartbeat.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import { monitorStates, spanStates } from '../../contract/model/state.ts';
import type { StoredForm } from '../fields/stored-form.ts';
import { noFlapping } from '../state/flapping.ts';
import type { Tracking } from '../state/step.ts';
import { oneOf } from './closed-set.ts';
import { definitionFrom, type DefinitionRow } from './definition-column.ts';
import { failureFrom, failureToColumn } from './failure-column.ts';
import { parsedJson } from './json-column.ts';
import type { CancellableOutbox } from './outbox-cancelling.ts';
import type { Connection, SqlValue } from './sqlite.ts';

/** Keys are the rows' integers, never visible outside the engine. */
export interface MonitorRecord {
  /** Key of its pings, incidents and mutes. */
  readonly key: number;
  /** Its stream from the location `here`: key of its checks and spans. */
  readonly stream: number;
  /** Secrets are sealed (`SecretBox`), never plain text. */
  readonly monitor: Monitor;
  readonly tracking: Tracking;
  /** Of the certificate that its last check saw. */
  readonly certificateEndsAt: number | null;
  /** It was paused with all others, and is paused since. */
  readonly isPausedTogether: boolean;
}

export interface MonitorRepository {
  all(): readonly MonitorRecord[];
  insert(monitor: Monitor, tracking: Tracking): MonitorRecord;
  update(key: number, monitor: Monitor): void;
  /** Of a paused one, until it is updated to run again. */
  markPausedTogether(key: number): void;
  saveTracking(key: number, tracking: Tracking): void;
  saveCertificate(stream: number, endsAt: number | null): void;
  /** With its checks, spans, pings and incidents; pending alerts are cancelled, sent ones stay in the delivery log. */
  delete(key: number): void;
  /** Removes it from what other monitors depend on. */
  deleteDependency(id: string): void;
}

const openRuns = z.array(
  z.object({ id: z.string().nullable(), startedAt: z.number(), isSuperseded: z.boolean() }).readonly(),
);

const storedFlapping = z.object({
  changes: z.array(z.number()).readonly(),
  since: z.number().nullable(),
  longestMs: z.number(),
});

interface TrackingRow {
  readonly state: string;
  readonly since: number;
  readonly span_state: string | null;
  readonly span_from: number | null;
  readonly failures: number;
  readonly passes: number;
  readonly degradations: number;
  readonly first_failure_at: number | null;
  readonly detected_at: number | null;
  readonly confirmed_at: number | null;
  readonly first_pass_at: number | null;
  readonly failure: string | null;
  readonly inconclusive_since: number | null;
  readonly deadline_at: number | null;
  readonly away_in_grace: number;
  readonly runs: string | null;
  readonly clock: string | null;
  readonly flapping: string | null;
}

export interface MonitorRow extends TrackingRow, DefinitionRow {
  readonly key: number;
  readonly stream: number;
  readonly certificate_ends_at: number | null;
  readonly paused_together: number;
}

export function monitorRepository(
  connection: Connection,
  outbox: CancellableOutbox,
  form: StoredForm<Monitor>,
): MonitorRepository {
  const selectAll = connection.prepare<[], MonitorRow>(
    `SELECT monitors.*, streams.key AS stream, streams.certificate_ends_at, tracking.*
     FROM monitors JOIN tracking ON tracking.monitor = monitors.key
       JOIN streams ON streams.monitor = monitors.key AND location = 'here'
     ORDER BY monitors.key`,
  );
  const insertMonitor = connection.prepare<[string, string, number, string]>(
    'INSERT INTO monitors (id, kind, version, definition) VALUES (?, ?, ?, ?)',
  );
  const updateMonitor = connection.prepare<[string, string, number, string, number, number]>(
    `UPDATE monitors SET id = ?, kind = ?, version = ?, definition = ?, paused_together = min(paused_together, ?)
     WHERE key = ?`,
  );
  const markPausedTogether = connection.prepare<[number]>('UPDATE monitors SET paused_together = 1 WHERE key = ?');
  const insertStream = connection.prepare<[number]>('INSERT INTO streams (monitor) VALUES (?)');
  const updateCertificate = connection.prepare<[number | null, number]>(
    'UPDATE streams SET certificate_ends_at = ? WHERE key = ?',
  );
  const insertUpkeep = connection.prepare<[number]>('INSERT INTO upkeep (stream) VALUES (?)');
  const replaceTracking = connection.prepare<SqlValue[]>(
    `INSERT OR REPLACE INTO tracking (monitor, state, since, span_state, span_from, failures, passes, degradations,
       first_failure_at, detected_at, confirmed_at, first_pass_at, failure, inconclusive_since, deadline_at,
       away_in_grace, runs, clock, flapping)
     SELECT key, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM monitors WHERE key = ?`,
  );
  const deleteDependency = connection.prepare<[string, string]>(
    `UPDATE monitors SET definition = json_set(definition, '$.dependsOn', json((
       SELECT json_group_array(value) FROM json_each(definition, '$.dependsOn') WHERE value <> ?)))
     WHERE EXISTS (SELECT 1 FROM json_each(definition, '$.dependsOn') WHERE value = ?)`,
  );
  const deleteMonitor = connection.prepare<[number]>('DELETE FROM monitors WHERE key = ?');

  const saveTracking = (key: number, tracking: Tracking): void => {
    replaceTracking.run(...trackingValues(tracking), key);
  };

  return {
    all: () => selectAll.all().map((row) => recordOf(row, form)),
    insert: (monitor, tracking) =>
      connection.transaction(() => {
        const { id: key } = insertMonitor.run(
          monitor.id,
          monitor.kind,
          form.versionOf(monitor),
          JSON.stringify(monitor),
        );
        const { id: stream } = insertStream.run(key);
        insertUpkeep.run(stream);
        saveTracking(key, tracking);
        return { key, stream, monitor, tracking, certificateEndsAt: null, isPausedTogether: false };
      }),
    update(key, monitor) {
      const { id, kind, enabled } = monitor;
      updateMonitor.run(id, kind, form.versionOf(monitor), JSON.stringify(monitor), enabled ? 0 : 1, key);
    },
    markPausedTogether(key) {
      markPausedTogether.run(key);
    },
    saveTracking,
    saveCertificate(stream, endsAt) {
      updateCertificate.run(endsAt, stream);
    },
    delete(key) {
      connection.transaction(() => {
        outbox.cancelOfMonitor(key);
        deleteMonitor.run(key);
      });
    },
    deleteDependency(id) {
      deleteDependency.run(id, id);
    },
  };
}

function recordOf(row: MonitorRow, form: StoredForm<Monitor>): MonitorRecord {
  return {
    key: row.key,
    stream: row.stream,
    monitor: definitionFrom(row, form, 'monitors'),
    tracking: trackingOf(row),
    certificateEndsAt: row.certificate_ends_at,
    isPausedTogether: row.paused_together === 1,
  };
}

export function trackingOf(row: TrackingRow): Tracking {
  return {
    state: oneOf(monitorStates, row.state, 'tracking.state'),
    since: row.since,
    spanState: row.span_state === null ? null : oneOf(spanStates, row.span_state, 'tracking.span_state'),
    spanFrom: row.span_from,
    failures: row.failures,
    passes: row.passes,
    degradations: row.degradations,
    firstFailureAt: row.first_failure_at,
    detectedAt: row.detected_at,
    confirmedAt: row.confirmed_at,
    firstPassAt: row.first_pass_at,
    failure: row.failure === null ? null : failureFrom(row.failure),
    inconclusiveSince: row.inconclusive_since,
    deadlineAt: row.deadline_at,
    awayInGrace: row.away_in_grace,
    runs: row.runs === null ? [] : parsedJson(openRuns, row.runs, 'tracking.runs'),
    clock: row.clock === null ? null : oneOf(heartbeatClocks, row.clock, 'tracking.clock'),
    flapping: row.flapping === null ? noFlapping : parsedJson(storedFlapping, row.flapping, 'tracking.flapping'),
  };
}

/** In the column order of `replaceTracking`. */
function trackingValues(tracking: Tracking): SqlValue[] {
  return [
    tracking.state,
    tracking.since,
    tracking.spanState,
    tracking.spanFrom,
    tracking.failures,
    tracking.passes,
    tracking.degradations,
    tracking.firstFailureAt,
    tracking.detectedAt,
    tracking.confirmedAt,
    tracking.firstPassAt,
    tracking.failure === null ? null : failureToColumn(tracking.failure),
    tracking.inconclusiveSince,
    tracking.deadlineAt,
    tracking.awayInGrace,
    tracking.runs.length === 0 ? null : JSON.stringify(tracking.runs),
    tracking.clock,
    tracking.flapping.changes.length === 0 ? null : JSON.stringify(tracking.flapping),
  ];
}
