/**
 * The zod schema of described fields: shapes, unions and unknown fields. What values may be (limits, formats, one field
 * against another) is looked at afterwards, in engine/fields. Nothing here fills in a default.
 */
import { z } from 'zod';
import { parseDuration } from '../duration.ts';
import { ownProblems } from '../parse-input.ts';
import { assertionOperators, type Json } from '../model/monitor.ts';
import { assertionSubjects } from '../assertion-subjects.ts';
import type { Field, FieldOf, Fields, FieldType } from './field.ts';

/** `30s` or milliseconds; comes out as milliseconds. */
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

const secretSchema = z.union([z.string(), z.strictObject({ hasSecret: z.literal(true) })]);
const json: z.ZodType<Json> = z.json();
const assertion = z.strictObject({
  on: z.enum(assertionSubjects),
  is: z.enum(assertionOperators),
  value: json.optional(),
  path: z.string().optional(),
  ignoreJsonWhitespace: z.boolean().optional(),
});

const schemas: { readonly [T in FieldType]: (field: FieldOf<T>) => z.ZodType } = {
  text: () => z.string(),
  secret: () => secretSchema,
  token: () => z.string(),
  integer: () => z.number(),
  duration: () => durationSchema,
  flag: () => z.boolean(),
  choice: ({ options }) => z.literal([...options]),
  list: ({ item }) => z.array(schemaOf(item)),
  headers: () => z.record(z.string(), secretSchema),
  assertions: () => z.array(assertion),
  group: ({ fields }) => z.strictObject(shapeOf(fields)),
  variant: ({ options }) => variantOf(options),
};

function schemaOf<T extends FieldType>(field: FieldOf<T>): z.ZodType {
  const make: (field: FieldOf<T>) => z.ZodType = schemas[field.type];
  return field.isOptional ? make(field).nullable() : make(field);
}

function variantOf(options: Readonly<Record<string, Fields>>): z.ZodType {
  const [first, ...others] = Object.entries(options).map(([type, fields]) =>
    z.strictObject({ type: z.literal(type), ...shapeOf(fields) }),
  );
  if (first === undefined) throw new TypeError('a variant without options');
  return z.discriminatedUnion('type', [first, ...others]);
}

interface Completeness {
  /** What is given replaces the stored value, so that every field may be left out. */
  readonly isPatch?: boolean;
  /** As it is stored: no field may be left out. */
  readonly isWhole?: boolean;
}

function shapeOf(
  fields: Fields,
  { isPatch = false, isWhole = false }: Completeness = {},
): Readonly<Record<string, z.ZodType>> {
  const mayBeMissing = (field: Field): boolean =>
    isPatch || (!isWhole && (field.isDerived === true || field.default !== undefined));
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const schema = schemaOf(field);
      return [name, mayBeMissing(field) ? schema.optional() : schema];
    }),
  );
}

/** @param extra schemas of what every record of the sort has beside its own fields: `kind`, `id`... */
export function recordSchema(
  fields: Fields,
  extra: Readonly<Record<string, z.ZodType>>,
  completeness: Completeness = {},
): z.ZodObject {
  return z.strictObject({ ...shapeOf(fields, completeness), ...extra });
}
