/**
 * The zod schema of described fields: shapes, unions and unknown fields. Values (limits, formats, comparisons between
 * fields) are validated afterwards, in engine/fields. Nothing here fills in a default.
 */
import { z } from 'zod';
import { parseDuration } from '../duration.ts';
import { ownProblems } from '../parse-input.ts';
import { assertionOperators, type Json } from '../model/monitor.ts';
import { assertionSubjects } from '../assertion-subjects.ts';
import type { Field, FieldOf, Fields, FieldType } from './field.ts';

/** `30s` or milliseconds; parsed to milliseconds. */
export const durationSchema = z
  .union([z.number(), z.string()], { error: ownProblems.duration })
  .transform((value, context) => {
    const ms = typeof value === 'number' ? value : parseDuration(value);
    if (ms === null || !Number.isSafeInteger(ms) || ms < 0) {
      context.addIssue({ code: 'custom', message: ownProblems.duration });
      return z.NEVER;
    }
    return ms;
  });

/** A text that is no duration stays as it is: the engine reports it with all else that is wrong. */
export const writtenDuration = z.union([durationSchema, z.string()], { error: ownProblems.duration });

/** Likewise for a text that is no number; but a number in quotes is a wrong shape. */
const numberSchema = z.union([z.number(), z.string()], { error: ownProblems.number }).transform((value, { issues }) => {
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))) {
    issues.push({ code: 'invalid_type', expected: 'number', input: value });
  }
  return value;
});

const linesSchema = z.string().transform((text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
);
const secretSchema = z.union([z.string(), z.strictObject({ hasSecret: z.literal(true) })]);
const json: z.ZodType<Json> = z.json();
const assertion = z.strictObject({
  on: z.enum(assertionSubjects),
  is: z.enum(assertionOperators),
  value: json.optional(),
  path: z.string().optional(),
  ignoreJsonWhitespace: z.boolean().optional(),
  any: z.boolean().optional(),
});

const schemas: { readonly [T in FieldType]: (field: FieldOf<T>) => z.ZodType } = {
  text: () => z.string(),
  secret: () => secretSchema,
  token: () => z.string(),
  integer: () => numberSchema,
  duration: () => writtenDuration,
  flag: () => z.boolean(),
  choice: ({ options }) => z.literal([...options]),
  list({ item, isLines }) {
    const items = z.array(schemaOf(item));
    return isLines === true ? z.union([linesSchema, items]) : items;
  },
  headers: () => z.record(z.string(), secretSchema),
  assertions: () => z.array(assertion),
  group: ({ fields }) => z.strictObject(shapeOf(fields)),
  variant: ({ options }) => variantOf(options),
};

function schemaOf<T extends FieldType>(field: FieldOf<T>): z.ZodType {
  const make: (field: FieldOf<T>) => z.ZodType = schemas[field.type];
  const schema = make(field);
  return field.isOptional ? schema.nullable() : schema;
}

function variantOf(options: Readonly<Record<string, Fields>>): z.ZodType {
  const [first, ...others] = Object.entries(options).map(([type, fields]) =>
    z.strictObject({ type: z.literal(type), ...shapeOf(fields) }),
  );
  if (first === undefined) throw new TypeError('a variant without options');
  return z.discriminatedUnion('type', [first, ...others]);
}

/** A patch replaces a group as a whole. */
function shapeOf(fields: Fields, { isPatch = false }: Completeness = {}): Readonly<Record<string, z.ZodType>> {
  const mayBeMissing = (field: Field): boolean => isPatch || field.isDerived === true || field.default !== undefined;
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const schema = schemaOf(field);
      return [name, mayBeMissing(field) ? schema.optional() : schema];
    }),
  );
}

interface Completeness {
  /** Given fields replace stored ones, so every field may be omitted. */
  readonly isPatch?: boolean;
}

/** @param extra schemas of the fields that all kinds have: `kind`, `id`... */
export function recordSchema(
  fields: Fields,
  extra: Readonly<Record<string, z.ZodType>>,
  completeness?: Completeness,
): z.ZodObject {
  return z.strictObject({ ...shapeOf(fields, completeness), ...extra });
}
