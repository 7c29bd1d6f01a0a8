/** Alert rules, in their order; they are always replaced together. */
import { z } from 'zod';
import { alertEvents, weekdays, type QuietHours, type RuleCondition, type Rule } from '../../contract/model/alert.ts';
import { severities, sources } from '../../contract/model/monitor.ts';
import { oneOf } from './closed-set.ts';
import { parsedJson } from './json-column.ts';
import type { Connection, SqlValue } from './sqlite.ts';

export type NewRule = Omit<Rule, 'id'>;

export type RuleRecord = Rule;

export interface RuleRepository {
  /** In their order. */
  all(): readonly RuleRecord[];
  replace(rules: readonly NewRule[]): void;
}

export interface RuleRow {
  readonly id: number;
  readonly condition: string;
  readonly channels: string;
  readonly delay: number;
  readonly repeat_every: number | null;
  readonly quiet_hours: string | null;
  readonly source: string;
}

const texts = z.array(z.string());
const storedCondition: z.ZodType<RuleCondition> = z.object({
  severity: z.array(z.enum(severities)),
  tags: texts,
  monitors: texts,
  events: z.array(z.enum(alertEvents)),
});
const storedQuietHours: z.ZodType<QuietHours> = z.object({
  days: z.array(z.enum(weekdays)),
  from: z.string(),
  to: z.string(),
  timezone: z.string().nullable(),
});

export function ruleRepository(connection: Connection): RuleRepository {
  const selectAll = connection.prepare<[], RuleRow>('SELECT * FROM rules ORDER BY id');
  const removeAll = connection.prepare('DELETE FROM rules');
  const insert = connection.prepare<SqlValue[]>(
    'INSERT INTO rules (condition, channels, delay, repeat_every, quiet_hours, source) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return {
    all: () => selectAll.all().map(ruleOf),
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

export function ruleOf(row: RuleRow): RuleRecord {
  return {
    id: row.id,
    when: parsedJson(storedCondition, row.condition, 'rules.condition'),
    channels: parsedJson(texts, row.channels, 'rules.channels'),
    delay: row.delay,
    repeatEvery: row.repeat_every,
    quietHours: row.quiet_hours === null ? null : parsedJson(storedQuietHours, row.quiet_hours, 'rules.quiet_hours'),
    source: oneOf(sources, row.source, 'rules.source'),
  };
}
