/** Everything that an earlier version wrote survives the migration to this one, row by row. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { said } from '../../../electron/contract/delivery-answer.ts';
import { schemaVersion } from '../../../electron/engine/store/identity.ts';
import { migrate } from '../../../electron/engine/store/migrate.ts';
import { migrations } from '../../../electron/engine/store/migrations.ts';
import { openConnection, type Connection } from '../../../electron/engine/store/sqlite.ts';
import type { OpenedStore } from '../../../electron/engine/store/database.ts';
import { openTestStore, testDirectory } from './fixtures.ts';
import { dumpOf, fillAsVersion, oldVersions, type Dump, type Row } from './old-databases.ts';

function openIn(directory: string): Connection {
  const connection = openConnection(join(directory, 'vigilmon.db'));
  onTestFinished(() => {
    connection.close();
  });
  return connection;
}

const perStream = ['check_runs', 'check_failures', 'check_details', 'hour_rollups', 'day_rollups', 'upkeep', 'spans'];
const noPhases = { dns: null, connect: null, tls: null, first_byte: null, download: null };

function ofStream({ monitor, ...rest }: Row): Row {
  return { ...rest, stream: monitor };
}

/** The rows of an earlier version as the newest one stores them. */
function expectedOf(before: Dump, version: number): Dump {
  const ofStreams = Object.hasOwn(before, 'streams') ? before : withStreams(before);
  const coded = isCoded(ofStreams) ? ofStreams : withFailures(ofStreams);
  const sealed = version < 8 ? withMarks(hasCodedAnswers(coded) ? coded : withAnswers(coded)) : coded;
  const troubled = version < 9 ? withTroubles(sealed) : sealed;
  const grouped = version < 11 ? withGroups(version < 10 ? withRuns(troubled) : troubled) : troubled;
  const located = version < 12 ? { ...grouped, locations: [], location_budgets: [] } : grouped;
  const placed = version < 13 ? withPlaces(located) : located;
  const received = withReceipts(version < 14 ? withCauses(placed) : placed);
  // Version 16 brings a table of its own, which is empty.
  const figured = withFigures(withFlapping(version < 16 ? { ...received, maintenance: [] } : received));
  // So does version 20.
  return withPauses(withCertificates({ annotations: [], ...figured }));
}

/** Version 22 stores which monitors were paused all at once. */
function withPauses(before: Dump): Dump {
  return { ...before, monitors: (before.monitors ?? []).map((row) => ({ paused_together: 0, ...row })) };
}

/** Version 21 stores when a certificate ends. */
function withCertificates(before: Dump): Dump {
  return { ...before, streams: (before.streams ?? []).map((row) => ({ certificate_ends_at: null, ...row })) };
}

/** Version 18 stores the figures of checks in rollups, and their units in a table of its own. */
function withFigures(before: Dump): Dump {
  const rolled = (table: string): readonly Row[] => (before[table] ?? []).map((row) => ({ figures: null, ...row }));
  return { figures: [], ...before, hour_rollups: rolled('hour_rollups'), day_rollups: rolled('day_rollups') };
}

/** Version 17 stores how often a monitor has changed. */
function withFlapping(before: Dump): Dump {
  return { ...before, tracking: (before.tracking ?? []).map((row) => ({ flapping: null, ...row })) };
}

/** Version 15 stores what a service calls a message. */
function withReceipts(before: Dump): Dump {
  return { ...before, outbox: (before.outbox ?? []).map((row) => ({ receipt: null, ...row })) };
}

/** Version 14 stores which incident has caused another. */
function withCauses(before: Dump): Dump {
  return { ...before, incidents: (before.incidents ?? []).map((row) => ({ caused_by: null, ...row })) };
}

/** Version 13 stores where the location of a stream was, and notes about it. */
function withPlaces(before: Dump): Dump {
  const streams = (before.streams ?? []).map((row) => ({ place: null, ...row }));
  return { ...before, streams, location_notes: [] };
}

/** Version 11 stores which alerts an attempt covered. */
function withGroups(before: Dump): Dump {
  const attempts = (before.outbox_attempts ?? []).map((row) => ({ group_id: null, ...row }));
  return { ...before, outbox_attempts: attempts };
}

/** Version 10 stores a list of open runs instead of the start of one. */
function withRuns(before: Dump): Dump {
  const tracking = (before.tracking ?? []).map(({ run_started_at: startedAt, ...row }) => {
    const runs = startedAt === null ? null : JSON.stringify([{ id: null, startedAt, isSuperseded: false }]);
    return { ...row, away_in_grace: 0, runs, clock: null };
  });
  return { ...before, tracking };
}

/** Version 9 stores since when and how a channel has been failing, not only that it is broken. */
function withTroubles(before: Dump): Dump {
  const channels = (before.channels ?? []).map(({ broken, ...row }) => {
    const since = broken === 1 ? row.last_error_at : null;
    const trouble = broken === 1 ? 'broken' : null;
    return { ...row, failures: broken, refusals: broken, failing_since: since, trouble, reported_since: since };
  });
  return { ...before, channels };
}

/** Version 8 marks the texts that are to be sealed. */
function withMarks(before: Dump): Dump {
  const marked = (table: string, fields: readonly string[]): readonly Row[] =>
    (before[table] ?? []).map((row) => {
      const definition = JSON.parse(String(row.definition)) as Row;
      const entries = Object.entries(definition).map(([name, value]) => {
        return [name, fields.includes(name) && typeof value === 'string' ? { clear: value } : value];
      });
      return { ...row, definition: JSON.stringify(Object.fromEntries(entries)) };
    });
  return {
    ...before,
    monitors: marked('monitors', ['body', 'send', 'token']),
    channels: marked('channels', ['template']),
  };
}

function hasCodedAnswers({ outbox_attempts: attempts = [] }: Dump): boolean {
  return attempts.some(({ answer }) => typeof answer === 'string' && answer.includes('"facts"'));
}

/** Version 7 stores texts as the code `said`. */
function withAnswers(before: Dump): Dump {
  const rowsOf = (table: string, column: string): readonly Row[] =>
    (before[table] ?? []).map((row) => {
      const text = row[column];
      return { ...row, [column]: typeof text === 'string' ? JSON.stringify(said(text)) : text };
    });
  return {
    ...before,
    channels: rowsOf('channels', 'last_error'),
    outbox_attempts: rowsOf('outbox_attempts', 'answer'),
  };
}

function isCoded({ incidents = [] }: Dump): boolean {
  return incidents.some((row) => Object.hasOwn(row, 'failure'));
}

/** Version 6 joined kind and text, or code and facts in the place of the text. */
function withFailures(before: Dump): Dump {
  const rowsOf = (table: string, kind: string, words: string): readonly Row[] =>
    (before[table] ?? []).map(({ [kind]: about, [words]: text, ...row }) => ({
      ...row,
      failure: failureOf(about, text),
    }));
  return {
    ...before,
    check_failures: rowsOf('check_failures', 'kind', 'message'),
    incidents: rowsOf('incidents', 'failure_kind', 'failure_message'),
    tracking: rowsOf('tracking', 'failure_kind', 'failure_message'),
  };
}

function failureOf(kind: unknown, text: unknown): unknown {
  const isCoded = typeof text === 'string' && /^\{"code":"[a-z-]+","facts":\{.*\}\}$/u.test(text);
  return text === null || isCoded ? text : JSON.stringify({ code: 'prose', facts: { kind, text } });
}

/** Version 5 gave each monitor a stream. */
function withStreams(before: Dump): Dump {
  const rowsOf = (table: string, added: Row = {}): readonly Row[] =>
    (before[table] ?? []).map((row) => ({ ...added, ...row }));
  const rollups = Object.fromEntries(
    ['hour_rollups', 'day_rollups'].map((table) => [table, rowsOf(table, noPhases).map(ofStream)]),
  );
  const monitors = rowsOf('monitors', { version: 1 });
  const sequences = rowsOf('sqlite_sequence');
  const ofMonitors = sequences.filter(({ name }) => name === 'monitors').map(({ seq }) => ({ name: 'streams', seq }));
  return {
    ...before,
    ...Object.fromEntries(perStream.map((table) => [table, rowsOf(table).map(ofStream)])),
    ...rollups,
    monitors,
    streams: monitors.map(({ key }) => ({ key, monitor: key, location: 'here' })),
    channels: rowsOf('channels', { version: 1 }),
    rules: rowsOf('rules', { repeat_every: null, quiet_hours: null }),
    outbox: rowsOf('outbox', { number: 0, held_until: null }).map((row) => {
      return row.subject === 'channel:ops:499' ? { ...row, event: 'channel-broken' } : row;
    }),
    mutes: rowsOf('mutes'),
    sqlite_sequence: [...sequences, ...ofMonitors],
  };
}

function sorted(dump: Dump): Dump {
  return {
    ...dump,
    sqlite_sequence: (dump.sqlite_sequence ?? []).toSorted((a, b) => String(a.name).localeCompare(String(b.name))),
  };
}

interface Index {
  readonly name: string;
}

function indexesOf(connection: Connection): readonly Index[] {
  return connection
    .prepare<[], Index>(`SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY tbl_name, name`)
    .all();
}

test('every earlier version is tested', () => {
  expect(oldVersions).toEqual(migrations.slice(0, -1).map(({ version }) => version));
});

describe.each(oldVersions)('a database of version %d with rows in every table', (version) => {
  test('loses no row and reuses no id', () => {
    const connection = openIn(testDirectory());
    fillAsVersion(connection, version);
    const before = dumpOf(connection);
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);

    migrate(connection, migrations);
    expect(schemaVersion(connection)).toBe(migrations.length);
    expect(sorted(dumpOf(connection))).toEqual(sorted(expectedOf(before, version)));
    expect(connection.pragma('integrity_check')).toBe('ok');
    expect(connection.pragma('foreign_key_check')).toBeUndefined();
    expect(connection.pragma('foreign_keys')).toBe(1);
    const fresh = openIn(testDirectory());
    migrate(fresh, migrations);
    expect(indexesOf(connection)).toEqual(indexesOf(fresh));
  });

  test('keeps its references: deleting a monitor deletes all that belongs to it and nothing else', () => {
    const connection = openIn(testDirectory());
    fillAsVersion(connection, version);
    migrate(connection, migrations);
    connection.exec('DELETE FROM monitors WHERE key = 3');
    const left = dumpOf(connection);
    const ofShop = Object.values(left)
      .flat()
      .filter(({ monitor, stream }) => monitor === 3 || stream === 3);
    expect(ofShop).toEqual([]);
    expect(left.spans).toEqual([{ stream: 7, at: 3, state: 'maintenance' }]);
    expect(left.outbox?.every(({ incident }) => incident === null)).toBe(true);
    expect(left.outbox_attempts).toHaveLength(2);
  });
});

const day = 86_400_000;
/** 2026-10-23T00:00:00Z */
const begin = Date.UTC(2026, 9, 23);
const month = 30 * day;
const passedEvery = 3_600_000;

/** As version 4 packed them: time, verdict with a response time, ten times the milliseconds in two bytes. */
function packedAs4(at: number, ms: number): string {
  const doubled = ms * 20;
  const bytes = [(at >>> 16) & 255, (at >>> 8) & 255, at & 255, 4, (doubled % 128) + 128, Math.floor(doubled / 128)];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One check an hour, each in its own run; an incident of ten minutes every five days. */
const checks = Array.from({ length: month / passedEvery }, (_, index) => {
  return { at: begin + index * passedEvery, ms: 20 + (index % 50) };
});
const outages = Array.from({ length: 6 }, (_, index) => begin + index * 5 * day + 1_800_000);

function fillMonth(connection: Connection): void {
  fillAsVersion(connection, 4);
  const values = (rows: readonly string[]): string => rows.map((row) => `(${row})`).join(', ');
  connection.exec(`
    DELETE FROM check_runs; DELETE FROM spans; DELETE FROM incidents; DELETE FROM hour_rollups; DELETE FROM upkeep;
    DELETE FROM mutes;
    INSERT INTO upkeep VALUES (3, ${String(begin + month)}, ${String(begin)}), (7, 0, 0);
    INSERT INTO check_runs VALUES ${values(checks.map(({ at, ms }) => `3, ${String(at)}, x'${packedAs4(at % 2 ** 24, ms)}'`))};
    INSERT INTO hour_rollups SELECT 3, at, 1, 0, 0, 0, 1, 200, 200, 200, 200, 200, NULL, NULL, NULL, NULL, NULL FROM check_runs;
    INSERT INTO spans VALUES (3, ${String(begin)}, 'up');
    INSERT INTO spans VALUES ${values(outages.flatMap((at) => [`3, ${String(at)}, 'down'`, `3, ${String(at + 600_000)}, 'up'`]))};
    INSERT INTO incidents VALUES ${values(outages.map((at, index) => `${String(40 + index)}, 3, 'Shop API', 'critical', ${String(at)}, ${String(at + 5)}, ${String(at + 9)}, ${String(at + 600_000)}, 'refused', 'connection refused', NULL, NULL, ''`))}`);
}

function expectMonth(store: OpenedStore): void {
  const [shop, mailer] = store.monitors.all();
  expect(shop).toMatchObject({ key: 3, stream: 3, monitor: { id: 'shop-api', auth: { username: 'ops' } } });
  expect(mailer).toMatchObject({ key: 7, stream: 7, monitor: { id: 'mailer', schedule: { every: 300_000 } } });
  const found = store.checks.page(3, { limit: 1_000 }).items;
  expect(found.map(({ at, verdict, responseTime }) => ({ at, verdict, responseTime }))).toEqual(
    checks.map(({ at, ms }) => ({ at, verdict: 'pass', responseTime: ms })).toReversed(),
  );
  const states = [
    { state: 'up', at: begin },
    ...outages.flatMap((at) => [
      { state: 'down', at },
      { state: 'up', at: at + 600_000 },
    ]),
  ];
  expect(store.spans.between(3, begin, begin + month)).toEqual(
    states.map(({ state, at }, index) => ({ state, from: at, to: states[index + 1]?.at ?? null })),
  );
  const incidents = store.incidents.page({ limit: 100 }).items;
  expect(incidents.map(({ id, startedAt, endedAt }) => ({ id, startedAt, endedAt }))).toEqual(
    outages.map((at, index) => ({ id: 40 + index, startedAt: at, endedAt: at + 600_000 })).toReversed(),
  );
  expect(store.pings.page(7, { limit: 10 }).items).toMatchObject([
    { id: 12, at: 401, kind: 'fail', exitCode: 3, runId: 'run-1', runTime: 1_000, body: 'disk full' },
    { id: 11, at: 400, kind: 'start' },
  ]);
  const hours = store.checks.series(3, { from: begin, to: begin + 20 * day });
  expect(hours).toMatchObject({ resolution: 'hour', at: checks.slice(0, 480).map(({ at }) => at) });
  expect(new Set(hours.p50)).toEqual(new Set([20]));
  expect(store.channels.all().map(({ channel }) => channel.id)).toEqual(['desktop', 'ops']);
  expect(store.rules.all()).toMatchObject([
    { id: 1 },
    { id: 6, repeatEvery: 3_600_000, quietHours: { from: '22:00' } },
  ]);
  expect(store.settings.read()).toMatchObject({ theme: 'dark', rawDays: 30 });
}

describe('a database of version 4 with a month of history', () => {
  test('shows all of it as before, with its delivery log', async () => {
    const directory = testDirectory();
    const connection = openIn(directory);
    fillMonth(connection);
    connection.close();
    const store = await openTestStore(directory, begin + month);
    expectMonth(store);
    expect(store.outbox.page({ limit: 10 }).items).toMatchObject([
      { id: 30, event: 'reminder', status: 'failed', channelId: 'ops', monitorId: 'shop-api' },
      { id: 22, status: 'pending', nextAttemptAt: 502, heldUntil: 502 },
      {
        id: 21,
        status: 'sent',
        sentAt: 505,
        attempts: [{ answer: said('later') }, { answer: said('ok'), accepted: true }],
      },
      { id: 20, event: 'channel-broken', status: 'sent', monitorId: null, name: 'Ops' },
    ]);
    expect(existsSync(join(directory, 'backups'))).toBe(true);
  });

  test('can be restored from its backup', async () => {
    const directory = testDirectory();
    mkdirSync(join(directory, 'backups'));
    const backup = openConnection(join(directory, 'backups', 'vigilmon-2026-11-22T00-00-00-000Z.db'));
    fillMonth(backup);
    backup.pragma('journal_mode = DELETE');
    backup.close();
    const store = await openTestStore(directory, begin + month);
    expect(store.monitors.all()).toEqual([]);
    expect(await store.restore(backup.file)).toMatchObject({ ok: true });
    store.close();
    expectMonth(await openTestStore(directory, begin + month));
  });
});
