/**
 * Databases as earlier versions wrote them: rows in every table that the version has, in SQL that never changes with
 * the program. The keys have gaps, and the newest numbers are used up already.
 */
import { migrate } from '../../../electron/engine/store/migrate.ts';
import { migrations } from '../../../electron/engine/store/migrations.ts';
import type { Connection } from '../../../electron/engine/store/sqlite.ts';

const http = `{"id":"shop-api","name":"Shop API","enabled":true,"severity":"critical","tags":["shop"],"notes":"","source":"hand","kind":"http","url":"http://127.0.0.1:5000/health","method":"GET","headers":{"authorization":"sealed"},"body":null,"auth":{"type":"basic","username":"ops","password":"sealed"},"interval":60000,"timeout":10000,"followRedirects":true,"ipFamily":"auto","ignoreTlsErrors":false,"failAfter":2,"recoverAfter":2,"recheckInterval":5000,"degradedAfter":null,"certificateWarningDays":[14],"assertions":[{"on":"status","is":"equals","value":200}]}`;
const heartbeat = `{"id":"mailer","name":"Mailer","enabled":true,"severity":"warning","tags":[],"notes":"on the web server","source":"file","kind":"heartbeat","schedule":{"every":300000},"grace":30000,"token":"abcdefghijklmnop"}`;
const payload = (event: string): string =>
  `{${event},"monitorId":"shop-api","monitorName":"Shop API","severity":"critical","target":"http://127.0.0.1:5000/health","startedAt":1764340030000,"endedAt":null,"detectedAt":1764340030005,"confirmedAt":1764340035000,"reasons":["connection refused"]}`;

const broken = `{"event":"down","monitorId":"","monitorName":"Ops","severity":"critical","target":"","startedAt":499,"endedAt":null,"detectedAt":499,"confirmedAt":499,"reasons":["no such hook"]}`;

/** Filled in step by step: what each version added to the one before it. */
const rows: readonly string[] = [
  `INSERT INTO monitors (key, id, kind, definition) VALUES
     (3, 'shop-api', 'http', '${http}'), (7, 'mailer', 'heartbeat', '${heartbeat}'), (9, 'gone', 'http', '${http}');
   DELETE FROM monitors WHERE key = 9;
   INSERT INTO tracking VALUES
     (3, 'failing', 10, 'up', 5, 1, 2, 3, 11, 12, 13, 14, 'refused', 'connection refused', 15, NULL, NULL),
     (7, 'running', 20, NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 21, 22);
   INSERT INTO check_runs VALUES
     (3, 1764340000000, x'dbe500fc0c71f801e7060402dc5a300500dccf600a1e'), (3, 1764350000000, x'fd7bd003'),
     (7, 1764340120000, x'ddb9c00480e6bf33');
   INSERT INTO check_failures VALUES (3, 1764340060000, 'dns', 'no such "host"'), (7, 5, 'missed', 'no ping');
   INSERT INTO check_details (id, monitor, at, detail) VALUES (4, 3, 1764340060000, '{"at":1764340060000}'), (9, 7, 6, '{}');
   INSERT INTO hour_rollups (monitor, at, passed, degraded, failed, inconclusive, measured, min, p50, p95, p99, max) VALUES
     (3, 3600000, 1, 2, 3, 4, 3, 10, 20, 30, 40, 50), (7, 7200000, 0, 0, 1, 0, 0, NULL, NULL, NULL, NULL, NULL);
   INSERT INTO day_rollups (monitor, at, passed, degraded, failed, inconclusive, measured, min, p50, p95, p99, max) VALUES
     (3, 86400000, 5, 6, 7, 8, 9, 11, 21, 31, 41, 51);
   INSERT INTO upkeep VALUES (3, 7200000, 3600000), (7, 0, 0);
   INSERT INTO spans VALUES (3, 1, 'up'), (3, 2, 'down'), (7, 3, 'maintenance');
   INSERT INTO incidents VALUES
     (2, 3, 'Shop API', 'critical', 100, 105, 110, 200, 'refused', 'connection refused', 90, 150, 'on it'),
     (5, 3, 'Shop API', 'critical', 300, 305, 310, NULL, 'timeout', 'too slow', NULL, NULL, ''),
     (8, 7, 'Mailer', 'warning', 1, 2, 3, 4, 'missed', 'no ping', NULL, NULL, '');
   DELETE FROM incidents WHERE id = 8;
   INSERT INTO pings VALUES
     (11, 7, 400, 'start', NULL, 'run-1', NULL, '', '127.0.0.1', 'curl'),
     (12, 7, 401, 'fail', 3, 'run-1', 1000, 'disk full', '::1', '');
   INSERT INTO channels (position, id, kind, definition, last_success_at, last_error_at, last_error, broken) VALUES
     (4, 'ops', 'slack', '{"id":"ops","name":"Ops","enabled":true,"source":"hand","kind":"slack","webhookUrl":"sealed"}', 1, 2, 'no', 1);
   INSERT INTO rules (id, condition, channels, delay, source) VALUES
     (6, '{"severity":["critical"],"tags":[],"monitors":[],"events":[]}', '["ops"]', 60000, 'file');
   INSERT INTO outbox (id, subject, channel_id, event, incident, monitor_id, payload, status, created_at, next_attempt_at) VALUES
     (21, 'incident:5', 'ops', 'down', 5, 'shop-api', '${payload('"event":"down"')}', 'sent', 500, NULL),
     (22, 'incident:5', 'ops', 'recovered', 5, 'shop-api', '${payload('"event":"recovered"')}', 'pending', 501, 502),
     (23, 'incident:1', 'ops', 'degraded', NULL, 'gone', '${payload('"event":"degraded"')}', 'cancelled', 503, NULL);
   DELETE FROM outbox WHERE id = 23;
   INSERT INTO outbox (id, subject, channel_id, event, incident, monitor_id, payload, status, created_at, next_attempt_at) VALUES
     (20, 'channel:ops:499', 'desktop', 'down', NULL, '', '${broken}', 'sent', 499, NULL);
   INSERT INTO outbox_attempts VALUES (21, 1, 504, 1.5, 0, 'later'), (21, 2, 505, 2.5, 1, 'ok');
   INSERT INTO settings VALUES ('theme', '"dark"'), ('rawDays', '30');
   INSERT INTO marks VALUES ('alive', 600);`,
  `INSERT INTO mutes VALUES
     (2, 'monitor', NULL, 3, NULL, 700, 'hand'), (3, 'tag', 'shop', NULL, 800, 701, 'file'), (4, 'all', NULL, NULL, 900, 702, 'hand');
   DELETE FROM mutes WHERE id = 4;`,
  `UPDATE hour_rollups SET dns = 1, connect = 2, tls = 3, first_byte = 4, download = 5 WHERE monitor = 3;
   UPDATE day_rollups SET dns = 6, connect = 7, first_byte = 8 WHERE monitor = 3;`,
  `UPDATE rules SET repeat_every = 3600000, quiet_hours = '{"days":[],"from":"22:00","to":"07:00","timezone":null}' WHERE id = 6;
   UPDATE outbox SET held_until = 502 WHERE id = 22;
   INSERT INTO outbox (id, subject, channel_id, event, number, incident, monitor_id, payload, status, created_at) VALUES
     (30, 'incident:5', 'ops', 'reminder', 2, 5, 'shop-api', '${payload('"event":"reminder","reminder":2')}', 'failed', 510);`,
  `INSERT INTO check_failures VALUES
     (7, 70, 'missed', '{"code":"missed-ping","facts":{"silentMs":90000,"everyMs":60000}}'),
     (7, 80, 'not-http', '{"code":"E17", is what it said');
   INSERT INTO incidents VALUES
     (6, 7, 'Mailer', 'warning', 500, 505, 510, 600, 'missed', '{"code":"missed-ping","facts":{"silentMs":90000,"everyMs":60000}}', NULL, NULL, '');
   UPDATE tracking SET failure_kind = 'reported', failure_message = '{"code":"job-failed","facts":{"exitCode":3}}' WHERE monitor = 7;`,
  `INSERT INTO check_failures VALUES (7, 90, '{"code":"stopped","facts":{}}');
   UPDATE outbox_attempts SET answer = '{"code":"E17"}' WHERE number = 1;`,
  `UPDATE monitors SET definition = json_set(definition, '$.method', 'POST', '$.body', 'user=me&password=marker') WHERE key = 3;
   UPDATE channels SET last_error = '{"code":"timed-out","facts":{"afterMs":10000}}' WHERE id = 'ops';`,
  `INSERT INTO channels (position, id, kind, definition, last_success_at, last_error_at, last_error, broken) VALUES
     (9, 'hook', 'webhook', '{"name":"Hook"}', 600, 700, '{"code":"said","facts":{"text":"410 Gone"}}', 1);`,
  `UPDATE channels SET failures = 3, failing_since = 650, trouble = 'failing', reported_since = 650 WHERE id = 'ops';`,
  `UPDATE tracking SET runs = '[{"id":"run-2","startedAt":21,"isSuperseded":false}]', clock = 'awake' WHERE monitor = 7;`,
  `UPDATE outbox_attempts SET group_id = 3 WHERE number = 1;`,
  `INSERT INTO locations (position, id, kind, version, definition) VALUES
     (4, 'office', 'blackbox', 1, '{"id":"office","name":"Office","source":"hand","kind":"blackbox","url":"http://127.0.0.1:9115","module":"http_2xx","tcpModule":"tcp_connect","auth":null}');
   INSERT INTO streams (key, monitor, location) VALUES (8, 7, 'office');
   INSERT INTO location_budgets VALUES ('hash', 250, 12, 900, 0);`,
  `UPDATE streams SET place = '{"city":"Berlin"}' WHERE key = 8;
   INSERT INTO location_notes VALUES (8, 910, NULL);`,
  `UPDATE incidents SET caused_by = 1 WHERE id = 2;`,
  `UPDATE outbox SET receipt = '"m-1"' WHERE id = 22;`,
  `INSERT INTO maintenance (position, id, definition, ended_at) VALUES
     (1, 'move', '{"id":"move","name":"Move","from":"2026-11-29T02:00","to":"2026-11-29T04:00","timezone":null,"covers":{"monitors":[],"tags":[],"all":true},"source":"hand"}', NULL);`,
  `UPDATE tracking SET flapping = '{"changes":[5,6],"since":6,"longestMs":1}' WHERE monitor = 7;`,
  `INSERT INTO figures VALUES (3, 'load1', '', 'null', '{"low":null,"high":4,"inside":false}', 1764338400000);`,
  // Version 19 brings an index alone.
  '',
  `INSERT INTO annotations (monitor, at, event) VALUES (3, 800, '{"type":"paused"}'), (NULL, 810, '{"type":"started","stoppedAt":790}');`,
  `UPDATE streams SET certificate_ends_at = 920 WHERE key = 3;`,
];

export const oldVersions: readonly number[] = rows.map((_, index) => index + 1);

/** From the next version on the tables have other columns, so that what came before is taken over by it. */
const lastOfMonitors = 4;

/** Makes of an empty database one of that version. */
export function fillAsVersion(connection: Connection, version: number): void {
  const first = Math.min(version, lastOfMonitors);
  migrate(connection, migrations.slice(0, first));
  connection.exec(rows.slice(0, first).join('\n'));
  for (let next = first + 1; next <= version; next += 1) {
    migrate(connection, migrations.slice(0, next));
    connection.exec(rows[next - 1] ?? '');
  }
}

export type Row = Readonly<Record<string, unknown>>;
export type Dump = Readonly<Record<string, readonly Row[]>>;

/** Every row of every table, and how far each sequence is. */
export function dumpOf(connection: Connection): Dump {
  const tables = connection
    .prepare<[], { readonly name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .all();
  return Object.fromEntries(
    tables.map(({ name }) => [name, connection.prepare<[], Row>(`SELECT * FROM ${name} ORDER BY 1, 2`).all()]),
  );
}
