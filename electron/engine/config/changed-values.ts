/** What changed fields were and become, where each is short and not secret: what a person decides by before an import. */
import type { Field, Fields } from '../../contract/fields/field.ts';
import type { ConfigChange } from '../../contract/model/program.ts';
import { writtenAlone } from '../fields/written.ts';
import type { Format } from '../wording/format.ts';

/** A record, with the fields that its kind has beside those of all kinds. */
export interface Described {
  readonly record: object;
  readonly fields: Fields;
}

interface Differing {
  readonly names: readonly string[];
  readonly was: Described;
  readonly becomes: Described;
  readonly format: Pick<Format, 'duration' | 'number'>;
}

const longest = 80;
const none = '–';
/** Of those that no definition describes. */
const durations: ReadonlySet<string> = new Set(['regionalInterval', 'duration', 'groupWait']);

export function changedValues({ names, was, becomes, format }: Differing): ConfigChange['values'] {
  return Object.fromEntries(
    names.flatMap((name) => {
      const [before, after] = [lineOf(name, was, format), lineOf(name, becomes, format)];
      // Secrets look alike.
      return before === null || after === null || before === after ? [] : [[name, [before, after] as const]];
    }),
  );
}

/** Of several things that are no lines, their number. Null: it is more than a line. */
function lineOf(name: string, { record, fields }: Described, format: Differing['format']): string | null {
  const value: unknown = new Map(Object.entries(record)).get(name);
  const shown = written(fields[name], name, value, format);
  const items = [shown].flat().filter((item) => (item ?? '') !== '');
  if (items.some((item) => typeof item === 'object')) return Array.isArray(shown) ? format.number(items.length) : null;
  const line = items.map(String).join(', ');
  return line.length > longest || /\p{Cc}/u.test(line) ? null : line || none;
}

function written(field: Field | undefined, name: string, value: unknown, format: Differing['format']): unknown {
  if (typeof value === 'number' && (field?.type === 'duration' || durations.has(name))) return format.duration(value);
  if (field === undefined || value === undefined) return value;
  return writtenAlone(field, value, { reference: () => '', escape: (text) => text });
}
