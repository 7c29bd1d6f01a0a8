/** What a form shows of described fields. */
import type { Field, Fields } from '../../electron/contract/fields/field.ts';

/** All but tokens, which have a place of their own where they can be copied and changed. */
export function shownFields(fields: Fields): readonly (readonly [string, Field])[] {
  return Object.entries(fields).filter(([, { type }]) => type !== 'token');
}

/** Paths whose errors stand at a field; those of others stand above the form. */
export function shownPaths(fields: Fields): readonly string[] {
  return shownFields(fields).map(([name]) => name);
}

/** Two of them find room beside each other. */
export function isShort({ type }: Field): boolean {
  return type === 'integer' || type === 'duration' || type === 'choice';
}

export function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
