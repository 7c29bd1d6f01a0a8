/** Changing the same fields of several monitors. */
import type { Severity } from '../../../electron/contract/model/monitor.ts';
import { formatCount, formatLength } from '../../format.ts';
import type { BulkField, MonitorProblem } from '../../state/bulk-edit.ts';
import { severities } from './codes.ts';
import { editor } from './editor.ts';
import { fieldName } from './field-names.ts';
import { countMonitors } from './phrases.ts';

const valuesShown = 3;

/** `currently 1 min`, `currently 30 s, 1 min and 2 more`; `10 of 12 monitors` where the others have no such field. */
function now({ field, values, count }: BulkField, total: number): string {
  const words = values.map((value) =>
    value === null ? editor.never.toLowerCase() : field.type === 'duration' ? lengthOf(value) : formatCount(value),
  );
  return count === total ? nowOf(words) : `${formatCount(count)} of ${countMonitors(total)}, ${nowOf(words)}`;
}

/** Limits of response times are shorter than a second. */
function lengthOf(ms: number): string {
  return ms < 1_000 || ms % 1_000 !== 0 ? `${formatCount(ms)} ms` : formatLength(ms);
}

function nowOf(words: readonly string[]): string {
  const more = words.length - valuesShown;
  return `currently ${words.slice(0, valuesShown).join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

export const bulk = {
  title: 'Change the selected monitors',
  now,
  severityNow: (now: readonly Severity[]) => nowOf(now.map((one) => severities[one].toLowerCase())),
  save: (count: number) => `Change ${countMonitors(count)}`,
  changed: (count: number) => `${countMonitors(count)} changed`,
  problem: ({ name, field, message }: MonitorProblem & { readonly name: string }) =>
    `${name}, ${fieldName('', field)}: ${message}`,
};
