/**
 * Compares two JSON documents field by field: changed, added and removed. A part whose type changed, or that exists on
 * one side only, is one change as a whole. Pure.
 */
import type { Json } from '../../electron/contract/model/monitor.ts';

export type JsonChange =
  | { readonly kind: 'changed'; readonly path: string; readonly before: Json; readonly after: Json }
  | { readonly kind: 'added'; readonly path: string; readonly after: Json }
  | { readonly kind: 'removed'; readonly path: string; readonly before: Json };

type JsonObject = Readonly<Record<string, Json>>;

/** In the order of the new document, at each level followed by what was removed. Empty: they are equal. */
export function compareJson(before: Json, after: Json, path = '$'): readonly JsonChange[] {
  if (isList(before) && isList(after)) return compareParts(listParts(before), listParts(after), path);
  if (isObject(before) && isObject(after)) return compareParts(objectParts(before), objectParts(after), path);
  return before === after ? [] : [{ kind: 'changed', path, before, after }];
}

/** By step: `.name`, `["a name"]` or `[3]`. */
type Parts = ReadonlyMap<string, Json>;

function listParts(list: readonly Json[]): Parts {
  return new Map(list.map((item, index) => [`[${String(index)}]`, item]));
}

function objectParts(object: JsonObject): Parts {
  return new Map(Object.entries(object).map(([name, value]) => [stepTo(name), value]));
}

/** Names that are not identifiers are in brackets, as in JSONPath. */
export function stepTo(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function compareParts(before: Parts, after: Parts, path: string): readonly JsonChange[] {
  const removed = [...before].flatMap(([step, value]): readonly JsonChange[] =>
    after.has(step) ? [] : [{ kind: 'removed', path: path + step, before: value }],
  );
  const others = [...after].flatMap(([step, value]): readonly JsonChange[] => {
    const earlier = before.get(step);
    return earlier === undefined
      ? [{ kind: 'added', path: path + step, after: value }]
      : compareJson(earlier, value, path + step);
  });
  return [...others, ...removed];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
