import { expect, test } from 'vitest';
import { storedForms } from '../../../electron/engine/runtime/stored-forms.ts';
import { migrate } from '../../../electron/engine/store/migrate.ts';
import { migrations } from '../../../electron/engine/store/migrations.ts';
import { repositoriesOf } from '../../../electron/engine/store/repositories.ts';
import { openConnection, type Connection } from '../../../electron/engine/store/sqlite.ts';
import { testDirectory } from './fixtures.ts';

/** Tables read as a whole at the start, small tables, the few pending messages, and open incidents. */
const allowed = [
  'SCAN monitors',
  'SCAN streams',
  'SCAN streams USING COVERING INDEX sqlite_autoindex_streams_1',
  'SCAN tracking',
  'SCAN channels',
  'SCAN locations',
  'SCAN location_budgets',
  'SCAN rules',
  'SCAN mutes',
  'SCAN maintenance',
  'SCAN settings',
  'SCAN incidents USING INDEX incidents_open',
  'SCAN outbox USING INDEX outbox_pending',
  'SCAN incidents USING INDEX incidents_open',
  'SCAN CONSTANT ROW',
  // The streams that are asked for, and one definition at a time.
  'SCAN wanted VIRTUAL TABLE INDEX 1:',
  'SCAN json_each VIRTUAL TABLE INDEX 3:',
];

interface Step {
  readonly detail: string;
}

/** Every statement that the repositories prepare. */
function statementsOf(connection: Connection): readonly string[] {
  const statements: string[] = [];
  repositoriesOf(
    {
      ...connection,
      prepare(sql) {
        statements.push(sql);
        return connection.prepare(sql);
      },
    },
    storedForms,
  );
  return statements;
}

test('no statement of the store scans history: each uses a key or an index', () => {
  const connection = openConnection(`${testDirectory()}/vigilmon.db`);
  migrate(connection, migrations);
  const statements = statementsOf(connection);
  const scans = statements.flatMap((sql) => {
    const nothing = Array.from({ length: sql.split('?').length - 1 }, () => null);
    const plan = connection.prepare<null[], Step>(`EXPLAIN QUERY PLAN ${sql}`).all(...nothing);
    return plan.filter(({ detail }) => detail.startsWith('SCAN')).map(({ detail }) => ({ sql, detail }));
  });
  connection.close();
  expect(statements.length).toBeGreaterThan(50);
  expect(scans.filter(({ detail }) => !allowed.includes(detail))).toEqual([]);
});
