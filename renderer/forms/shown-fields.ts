/** Which fields of a definition a form shows. */
import type { ShownField } from '../../electron/contract/engine-members.ts';
import type { Fields } from '../../electron/contract/fields/field.ts';

/** All but tokens, which are copied and renewed elsewhere. */
export function shownFields(fields: Fields): readonly (readonly [string, ShownField])[] {
  return Object.entries(fields).filter(([, { type }]) => type !== 'token');
}

/** Paths whose errors are shown at their field; other errors are shown above the form. */
export function shownPaths(fields: Fields): readonly string[] {
  return shownFields(fields).map(([name]) => name);
}

/** Short enough for two columns. */
export function isShort(field: ShownField): boolean {
  if (field.type === 'text') return field.format === 'host';
  const { type } = field.type === 'list' ? field.item : field;
  return type === 'integer' || type === 'duration' || type === 'choice';
}

export function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** Those of these names that there are, in the order of the names. */
export function only(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])));
}
