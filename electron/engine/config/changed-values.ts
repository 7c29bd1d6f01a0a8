/** What changed fields were and become, as a configuration file has them, where each is short and not secret. */
import { formatDuration } from '../../contract/duration.ts';
import type { Field, Fields } from '../../contract/fields/field.ts';
import type { ConfigChange } from '../../contract/model/program.ts';
import { writtenAlone } from '../fields/written.ts';

/** A record, with the fields that its kind has beside those of all kinds. */
export interface Described {
  readonly record: object;
  readonly fields: Fields;
}

const longest = 80;
const none = '–';
/** Of those that no definition describes. */
const durations: ReadonlySet<string> = new Set(['regionalInterval', 'duration', 'groupWait']);

export function changedValues(names: readonly string[], was: Described, becomes: Described): ConfigChange['values'] {
  return Object.fromEntries(
    names.flatMap((name) => {
      const [before, after] = [lineOf(name, was), lineOf(name, becomes)];
      // Secrets look alike.
      return before === null || after === null || before === after ? [] : [[name, [before, after] as const]];
    }),
  );
}

/** Null: it is more than a line. */
function lineOf(name: string, { record, fields }: Described): string | null {
  const value: unknown = new Map(Object.entries(record)).get(name);
  const items = [written(fields[name], name, value)].flat().filter((item) => (item ?? '') !== '');
  if (items.some((item) => typeof item === 'object')) return null;
  const line = items.map(String).join(', ');
  return line.length > longest || /\p{Cc}/u.test(line) ? null : line || none;
}

function written(field: Field | undefined, name: string, value: unknown): unknown {
  if (typeof value === 'number' && durations.has(name)) return formatDuration(value);
  if (field === undefined || value === undefined) return value;
  return writtenAlone(field, value, { reference: () => '', escape: (text) => text });
}
