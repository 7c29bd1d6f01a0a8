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

const linesSchema = z.string().transform((text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
);
const secretSchema = z.union([z.string(), z.strictObject({ hasSecret: z.literal(true) })]);
/** As it is stored, or as the migration left it that introduced the sealing. */
const sealedSchema = z.union([z.string(), z.strictObject({ clear: z.string() })]);
const assertionWith = (value: z.ZodType): z.ZodType =>
  z.strictObject({
    on: z.enum(assertionSubjects),
    is: z.enum(assertionOperators),
    value: value.optional(),
    path: z.string().optional(),
    ignoreJsonWhitespace: z.boolean().optional(),
    any: z.boolean().optional(),
  });
const json: z.ZodType<Json> = z.json();
const assertion = assertionWith(json);
/** What is stored was JSON when it was read. A recursive schema would make zod keep a memo of everything around it. */
const storedAssertion = assertionWith(z.unknown());

const schemas: { readonly [T in FieldType]: (field: FieldOf<T>, completeness: Completeness) => z.ZodType } = {
  text: ({ isSealed }, { isWhole }) => (isSealed && isWhole === true ? sealedSchema : z.string()),
  secret: () => secretSchema,
  token: (_, { isWhole }) => (isWhole === true ? sealedSchema : z.string()),
  integer: () => z.number(),
  // Stored ones are milliseconds: with a thousand monitors the difference shows at the start.
  duration: (_, { isWhole }) => (isWhole === true ? z.number() : durationSchema),
  flag: () => z.boolean(),
  choice: ({ options }) => z.literal([...options]),
  list({ item, isLines }, completeness) {
    const items = z.array(schemaOf(item, completeness));
    return isLines === true && completeness.isWhole !== true ? z.union([linesSchema, items]) : items;
  },
  headers: () => z.record(z.string(), secretSchema),
  assertions: (_, { isWhole }) => z.array(isWhole === true ? storedAssertion : assertion),
  group: ({ fields }, completeness) => z.strictObject(shapeOf(fields, within(completeness))),
  variant: ({ options }, completeness) => variantOf(options, within(completeness)),
};

function schemaOf<T extends FieldType>(field: FieldOf<T>, completeness: Completeness): z.ZodType {
  const make: (field: FieldOf<T>, completeness: Completeness) => z.ZodType = schemas[field.type];
  const schema = make(field, completeness);
  return field.isOptional ? schema.nullable() : schema;
}

function variantOf(options: Readonly<Record<string, Fields>>, completeness: Completeness): z.ZodType {
  const [first, ...others] = Object.entries(options).map(([type, fields]) =>
    z.strictObject({ type: z.literal(type), ...shapeOf(fields, completeness) }),
  );
  if (first === undefined) throw new TypeError('a variant without options');
  return z.discriminatedUnion('type', [first, ...others]);
}

interface Completeness {
  /** Given fields replace stored ones, so every field may be omitted. */
  readonly isPatch?: boolean;
  /** The stored form: no field may be omitted. */
  readonly isWhole?: boolean;
}

/** A patch replaces a group as a whole. */
function within({ isWhole = false }: Completeness): Completeness {
  return { isWhole };
}

function shapeOf(fields: Fields, completeness: Completeness): Readonly<Record<string, z.ZodType>> {
  const { isPatch = false, isWhole = false } = completeness;
  const mayBeMissing = (field: Field): boolean =>
    isPatch || (!isWhole && (field.isDerived === true || field.default !== undefined));
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const schema = schemaOf(field, completeness);
      return [name, mayBeMissing(field) ? schema.optional() : schema];
    }),
  );
}

/** @param extra schemas of the fields that all kinds have: `kind`, `id`... */
export function recordSchema(
  fields: Fields,
  extra: Readonly<Record<string, z.ZodType>>,
  completeness: Completeness = {},
): z.ZodObject {
  return z.strictObject({ ...shapeOf(fields, completeness), ...extra });
}
