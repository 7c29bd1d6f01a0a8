/** Alert rules, in their order; they are always replaced together. */
import type { QuietHours, RuleCondition } from '../../contract/model/alert.ts';
import { sources } from '../../contract/model/monitor.ts';
import { oneOf } from './closed-set.ts';
import { fromJson } from './json-column.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { RuleRecord, RuleRepository } from './store.ts';

interface RuleRow {
  readonly id: number;
  readonly condition: string;
  readonly channels: string;
  readonly delay: number;
  readonly repeat_every: number | null;
  readonly quiet_hours: string | null;
  readonly source: string;
}

export function ruleRepository(connection: Connection): RuleRepository {
  const selectAll = connection.prepare<[], RuleRow>('SELECT * FROM rules ORDER BY id');
  const removeAll = connection.prepare('DELETE FROM rules');
  const insert = connection.prepare<SqlValue[]>(
    'INSERT INTO rules (condition, channels, delay, repeat_every, quiet_hours, source) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return {
    all: () => selectAll.all().map(recordOf),
    replace(rules) {
      connection.transaction(() => {
        removeAll.run();
        for (const { when, channels, delay, repeatEvery, quietHours, source } of rules) {
          const quiet = quietHours === null ? null : JSON.stringify(quietHours);
          insert.run(JSON.stringify(when), JSON.stringify(channels), delay, repeatEvery, quiet, source);
        }
      });
    },
  };
}

function recordOf(row: RuleRow): RuleRecord {
  return {
    id: row.id,
    when: fromJson<RuleCondition>(row.condition),
    channels: fromJson<readonly string[]>(row.channels),
    delay: row.delay,
    repeatEvery: row.repeat_every,
    quietHours: row.quiet_hours === null ? null : fromJson<QuietHours>(row.quiet_hours),
    source: oneOf(sources, row.source, 'rules.source'),
  };
}
