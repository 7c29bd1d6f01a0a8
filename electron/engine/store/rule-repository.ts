/** Routing rules, in their order; they are only ever replaced together. */
import type { RuleCondition, Source } from '../../contract/model.ts';
import { fromJson } from './json-column.ts';
import type { Connection } from './sqlite.ts';
import type { RuleRecord, RuleRepository } from './store.ts';

interface RuleRow {
  readonly id: number;
  readonly condition: string;
  readonly channels: string;
  readonly delay: number;
  readonly source: Source;
}

export function ruleRepository(connection: Connection): RuleRepository {
  const selectAll = connection.prepare<[], RuleRow>('SELECT * FROM rules ORDER BY id');
  const removeAll = connection.prepare('DELETE FROM rules');
  const insert = connection.prepare<[string, string, number, string]>(
    'INSERT INTO rules (condition, channels, delay, source) VALUES (?, ?, ?, ?)',
  );
  return {
    all: () => selectAll.all().map(recordOf),
    replace(rules) {
      connection.transaction(() => {
        removeAll.run();
        for (const { when, channels, delay, source } of rules) {
          insert.run(JSON.stringify(when), JSON.stringify(channels), delay, source);
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
    source: row.source,
  };
}
