/** Which fields of a kind may hold secrets, found once per kind: most have none, and are not looked at for each record. */
import type { Field, Fields } from '../../contract/fields/field.ts';

type NamedField = readonly [name: string, field: Field];

const known = new WeakMap<Fields, readonly NamedField[]>();

export function sealableFields(fields: Fields): readonly NamedField[] {
  const before = known.get(fields);
  if (before !== undefined) return before;
  const found = Object.entries(fields).filter(([, field]) => isSealable(field));
  known.set(fields, found);
  return found;
}

function isSealable(field: Field): boolean {
  switch (field.type) {
    case 'secret':
    case 'token':
    case 'headers':
      return true;
    case 'text':
      return field.isSealed;
    case 'group':
      return sealableFields(field.fields).length > 0;
    case 'variant':
      return Object.values(field.options).some((fields) => sealableFields(fields).length > 0);
    case 'integer':
    case 'duration':
    case 'flag':
    case 'choice':
    case 'list':
    case 'assertions':
      return false;
  }
}
