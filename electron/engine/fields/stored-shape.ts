/**
 * Whether a stored record has the shape that its fields describe: complete, and without fields that are not described. A
 * start reads a thousand of them. A schema as for input would copy each, which takes five times as long.
 */
import { assertionSubjects } from '../../contract/assertion-subjects.ts';
import type { Field, FieldOf, Fields, FieldType } from '../../contract/fields/field.ts';
import { assertionOperators, type Assertion } from '../../contract/model/monitor.ts';

/** @returns the path below the value at which it does not fit, `.auth.password`, empty for the value itself; null: it fits. */
export type FindMisfit = (value: unknown) => string | null;

export function shapeOf(fields: Fields): FindMisfit {
  return recordOf(Object.entries(fields).map(([name, field]) => [name, fieldShape(field)]));
}

/** @param required fields; any other one is a misfit. */
function recordOf(required: readonly (readonly [name: string, find: FindMisfit])[]): FindMisfit {
  return (value) => {
    if (!isRecord(value)) return '';
    for (const [name, find] of required) {
      const below = find(value[name]);
      if (below !== null) return `.${name}${below}`;
    }
    const names = Object.keys(value);
    if (names.length === required.length) return null;
    const known = new Set(required.map(([name]) => name));
    return `.${names.find((name) => !known.has(name)) ?? ''}`;
  };
}

const shapes: { readonly [T in FieldType]: (field: FieldOf<T>) => FindMisfit } = {
  text: ({ isSealed }) => that(isSealed ? isSealedText : isString),
  secret: () => that(isSecret),
  token: () => that(isSealedText),
  integer: () => that(isNumber),
  duration: () => that(isNumber),
  flag: () => that((value) => typeof value === 'boolean'),
  choice: ({ options }) => that((value) => options.some((option) => option === value)),
  list: ({ item }) => eachOf(fieldShape(item)),
  headers: () => that((value) => isRecord(value) && Object.values(value).every(isSecret)),
  assertions: () => eachOf(that(isAssertion)),
  group: ({ fields }) => shapeOf(fields),
  variant: ({ options }) => variantShape(options),
};

function fieldShape<T extends FieldType>(field: FieldOf<T>): FindMisfit {
  const make: (field: FieldOf<T>) => FindMisfit = shapes[field.type];
  const find = make(field);
  return field.isOptional ? (value) => (value === null ? null : find(value)) : find;
}

function variantShape(options: Readonly<Record<string, Fields>>): FindMisfit {
  const byType = new Map(
    Object.entries(options).map(([type, fields]) => {
      const described = Object.entries(fields).map(
        ([name, field]: [string, Field]) => [name, fieldShape(field)] as const,
      );
      return [type, recordOf([['type', that(isString)], ...described])] as const;
    }),
  );
  return (value) => {
    const find = isRecord(value) && typeof value['type'] === 'string' ? byType.get(value['type']) : undefined;
    return find === undefined ? '.type' : find(value);
  };
}

function that(fits: (value: unknown) => boolean): FindMisfit {
  return (value) => (fits(value) ? null : '');
}

function eachOf(find: FindMisfit): FindMisfit {
  return (value) => {
    if (!Array.isArray(value)) return '';
    for (const [index, item] of value.entries()) {
      const below = find(item);
      if (below !== null) return `.${String(index)}${below}`;
    }
    return null;
  };
}

type Row = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isNumber(value: unknown): boolean {
  return Number.isFinite(value);
}

function isSecret(value: unknown): boolean {
  return (
    typeof value === 'string' || (isRecord(value) && value['hasSecret'] === true && Object.keys(value).length === 1)
  );
}

/** Or marked by a migration, as text that is still to be sealed. */
function isSealedText(value: unknown): boolean {
  return typeof value === 'string' || (isRecord(value) && isString(value['clear']) && Object.keys(value).length === 1);
}

const assertionFields: { readonly [F in keyof Required<Assertion>]: (value: unknown) => boolean } = {
  on: (value) => assertionSubjects.some((subject) => subject === value),
  is: (value) => assertionOperators.some((operator) => operator === value),
  value: (value) => value !== undefined,
  path: isString,
  ignoreJsonWhitespace: (value) => typeof value === 'boolean',
  any: (value) => typeof value === 'boolean',
};

function isAssertion(value: unknown): boolean {
  if (!isRecord(value) || !('on' in value && 'is' in value)) return false;
  return Object.entries(value).every(
    ([name, part]) => Object.hasOwn(assertionFields, name) && assertionFields[name as keyof Assertion](part),
  );
}
