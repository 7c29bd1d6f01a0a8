import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { said } from '../../../electron/contract/delivery-answer.ts';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { openStore } from '../../../electron/engine/store/database.ts';
import { schemaVersion } from '../../../electron/engine/store/identity.ts';
import { migrate } from '../../../electron/engine/store/migrate.ts';
import { migrations } from '../../../electron/engine/store/migrations.ts';
import type { Migration } from '../../../electron/engine/store/migrations/migration.ts';
import { openConnection, openReadonly, type Connection } from '../../../electron/engine/store/sqlite.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { addMonitor, midnight, openTestStore, testDirectory } from './fixtures.ts';
import { errorOf } from '../../support/test-engine.ts';

function schemaOf(connection: Connection): readonly unknown[] {
  return connection
    .prepare<[], { readonly sql: string }>('SELECT type, name, sql FROM sqlite_schema ORDER BY name')
    .all();
}

/** A step that the program does not have. */
const nextStep: Migration = {
  version: migrations.length + 1,
  apply(connection) {
    connection.exec('ALTER TABLE monitors ADD COLUMN colour TEXT');
  },
};
const steps = [...migrations, nextStep];

test('migrations are numbered from 1 without a gap', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});

describe.each(migrations.map((_, version) => version))('a database of version %d', (version) => {
  test('gets the same schema as a fresh one', () => {
    const directory = testDirectory();
    const fresh = openConnection(join(directory, 'fresh.db'));
    migrate(fresh, migrations);
    const old = openConnection(join(directory, 'old.db'));
    migrate(old, migrations.slice(0, version));
    expect(schemaVersion(old)).toBe(version);

    migrate(old, migrations);
    expect(schemaVersion(old)).toBe(migrations.length);
    expect(schemaOf(old)).toEqual(schemaOf(fresh));
    expect(old.pragma('integrity_check')).toBe('ok');
    expect(old.pragma('foreign_key_check')).toBeUndefined();
    fresh.close();
    old.close();
  });
});

test('messages and their attempts survive the rebuilt outbox, and their ids are not reused', () => {
  const connection = openConnection(join(testDirectory(), 'vigilmon.db'));
  migrate(connection, migrations.slice(0, 3));
  connection.exec(`
    INSERT INTO outbox (id, subject, channel_id, event, monitor_id, payload, status, created_at, next_attempt_at) VALUES
      (7, 'incident:1', 'ops', 'down', 'shop', '{}', 'sent', 1, NULL),
      (8, 'incident:1', 'ops', 'recovered', 'shop', '{}', 'pending', 2, 3),
      (9, 'incident:2', 'ops', 'down', 'shop', '{}', 'sent', 4, NULL);
    INSERT INTO outbox_attempts VALUES (7, 1, 5, 1.5, 0, 'no'), (7, 2, 6, 2.5, 1, 'yes');
    DELETE FROM outbox WHERE id = 9;`);
  migrate(connection, migrations);
  expect(connection.prepare('SELECT id, event, number, status, next_attempt_at AS due FROM outbox').all()).toEqual([
    { id: 7, event: 'down', number: 0, status: 'sent', due: null },
    { id: 8, event: 'recovered', number: 0, status: 'pending', due: 3 },
  ]);
  expect(connection.prepare('SELECT alert, number, answer FROM outbox_attempts').all()).toEqual([
    { alert: 7, number: 1, answer: JSON.stringify(said('no')) },
    { alert: 7, number: 2, answer: JSON.stringify(said('yes')) },
  ]);
  connection.exec(`
    INSERT INTO outbox (subject, channel_id, event, monitor_id, payload, status, created_at)
    VALUES ('incident:3', 'ops', 'down', 'shop', '{}', 'sent', 9)`);
  expect(connection.prepare('SELECT max(id) AS id FROM outbox').all()).toEqual([{ id: 10 }]);
  connection.exec('DELETE FROM outbox WHERE id = 7');
  expect(connection.prepare('SELECT * FROM outbox_attempts').all()).toEqual([]);
  connection.close();
});

test('an up-to-date database is not changed', () => {
  const connection = openConnection(join(testDirectory(), 'vigilmon.db'));
  expect(migrate(connection, migrations)).toEqual(migrations.map(({ version }) => version));
  expect(migrate(connection, migrations)).toEqual([]);
  connection.close();
});

test('a migration that fails leaves the database at the version before it', () => {
  const connection = openConnection(join(testDirectory(), 'vigilmon.db'));
  const broken: Migration = {
    version: nextStep.version,
    apply(target) {
      nextStep.apply(target);
      throw new Error('a mistake in the migration');
    },
  };
  expect(() => migrate(connection, [...migrations, broken])).toThrow('a mistake in the migration');
  expect(schemaVersion(connection)).toBe(migrations.length);
  expect(connection.prepare('SELECT * FROM monitors').all()).toEqual([]);
  expect(migrate(connection, steps)).toEqual([nextStep.version]);
  connection.close();
});

describe('a table that others refer to', () => {
  /** The usual way to do what `ALTER TABLE` cannot. */
  const rebuild = `
    CREATE TABLE next_monitors (
      key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, definition TEXT NOT NULL
    ) STRICT;
    INSERT INTO next_monitors SELECT key, id, kind, definition FROM monitors;
    DROP TABLE monitors;
    ALTER TABLE next_monitors RENAME TO monitors;`;

  function stepOf(sql: string): Migration {
    return {
      version: 2,
      apply(connection) {
        connection.exec(sql);
      },
    };
  }

  function openWithCheck(): Connection {
    const connection = openConnection(join(testDirectory(), 'vigilmon.db'));
    onTestFinished(() => {
      connection.close();
    });
    migrate(connection, migrations.slice(0, 1));
    connection.exec(`
      INSERT INTO monitors (key, id, kind, definition) VALUES (7, 'shop-api', 'http', '{}');
      INSERT INTO check_runs VALUES (7, 1000, x'00');
      INSERT INTO spans VALUES (7, 1000, 'up')`);
    return connection;
  }

  interface Counts {
    readonly runs: number;
    readonly spans: number;
  }
  const counts = `SELECT (SELECT count(*) FROM check_runs) AS runs, (SELECT count(*) FROM spans) AS spans`;

  test('is rebuilt without a cascade, and cascades again afterwards', () => {
    const connection = openWithCheck();
    migrate(connection, [...migrations.slice(0, 1), stepOf(rebuild)]);
    expect(connection.prepare<[], Counts>(counts).get()).toEqual({ runs: 1, spans: 1 });
    expect(connection.pragma('foreign_keys')).toBe(1);
    connection.exec('DELETE FROM monitors');
    expect(connection.prepare<[], Counts>(counts).get()).toEqual({ runs: 0, spans: 0 });
  });

  test('cannot lose a referenced row: the whole step is rolled back', () => {
    const connection = openWithCheck();
    const before = schemaOf(connection);
    const forgetful = stepOf(`${rebuild} DELETE FROM monitors;`);
    const failure = thrownBy(() => migrate(connection, [...migrations.slice(0, 1), forgetful]));
    expect(failure).toMatchObject({ name: 'StoreError', kind: 'migration' });
    expect(failure).toMatchObject({
      cause: {
        message: 'step 2 would leave 1 of check_runs without their monitors, 1 of spans without their monitors',
      },
    });
    expect(schemaVersion(connection)).toBe(1);
    expect(schemaOf(connection)).toEqual(before);
    expect(connection.prepare('SELECT key, id FROM monitors').all()).toEqual([{ key: 7, id: 'shop-api' }]);
    expect(connection.prepare<[], Counts>(counts).get()).toEqual({ runs: 1, spans: 1 });
    expect(connection.pragma('foreign_keys')).toBe(1);
  });

  test('is not touched inside a transaction, where foreign keys cannot be turned off', () => {
    const connection = openWithCheck();
    const steps = [...migrations.slice(0, 1), stepOf(rebuild)];
    expect(() => connection.transaction(() => migrate(connection, steps))).toThrow('inside a transaction');
    expect(schemaVersion(connection)).toBe(1);
  });
});

function thrownBy(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('a backup is made before an existing database is migrated, not for a fresh one', async () => {
  const directory = testDirectory();
  const before = await openTestStore(directory);
  addMonitor(before);
  before.close();

  const options = { directory, nowMs: midnight, logger: recordedLog(), steps, forms: storedForms };
  const opened = await openStore(options);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  expect(opened.value.monitors.all()).toHaveLength(1);
  opened.value.close();

  const backup = openReadonly(join(directory, 'backups', 'vigilmon-migration-2026-11-22T00-00-00-000Z.db'));
  expect(schemaVersion(backup)).toBe(migrations.length);
  expect(backup.prepare<[], { readonly id: string }>('SELECT id FROM monitors').all()).toEqual([{ id: 'shop-api' }]);
  backup.close();
});

test('a database of a newer version is refused with both versions and left unchanged', async () => {
  const directory = testDirectory();
  const file = join(directory, 'vigilmon.db');
  const newer = await openStore({ forms: storedForms, directory, nowMs: midnight, logger: recordedLog(), steps });
  if (!newer.ok) throw new Error(JSON.stringify(newer.error));
  addMonitor(newer.value);
  newer.value.close();
  const bytes = readFileSync(file);

  const refused = await openStore({ forms: storedForms, directory, nowMs: midnight, logger: recordedLog() });
  expect(refused).toMatchObject({ ok: false, error: { code: 'conflict' } });
  const said = errorOf(refused).message;
  expect(said).toContain(
    `its schema is ${String(nextStep.version)}, this version supports ${String(migrations.length)}`,
  );
  expect(readFileSync(file).equals(bytes)).toBe(true);

  const again = await openStore({ forms: storedForms, directory, nowMs: midnight, logger: recordedLog(), steps });
  if (!again.ok) throw new Error(JSON.stringify(again.error));
  expect(again.value.monitors.all()).toHaveLength(1);
  again.value.close();
});
