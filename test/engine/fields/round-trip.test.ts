import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  duration,
  flag,
  group,
  headers,
  integer,
  list,
  optional,
  secret,
  text,
  variant,
} from '../../../electron/contract/fields/field.ts';
import { recordSchema } from '../../../electron/contract/fields/schema.ts';
import { normaliseFields } from '../../../electron/engine/fields/normalise.ts';
import { mapSecrets } from '../../../electron/engine/fields/secrets.ts';
import { writtenFields } from '../../../electron/engine/fields/written.ts';

/** Of a kind that does not exist. */
const fields = {
  host: text({ format: 'host' }),
  port: integer({ least: 1, most: 65_535, default: 443 }),
  every: duration({ least: 1_000, most: 86_400_000, default: 60_000 }),
  isTls: flag(true),
  days: list(integer({ least: 1, most: 365 }), { most: 5, order: 'descending', default: [14] }),
  headers: headers(),
  smtp: group({ server: text(), password: optional(secret()) }),
  login: optional(variant({ basic: { username: text(), password: secret() }, bearer: { token: secret() } })),
};
const makeToken = (): string => 'abcdefghijklmnop';
const options = { existing: null, makeToken };

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const record = fc.record({
  host: word,
  port: fc.integer({ min: 1, max: 65_535 }),
  every: fc.integer({ min: 1_000, max: 86_400_000 }),
  isTls: fc.boolean(),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 365 }), { maxLength: 5 }),
  headers: fc.record({ Accept: word, 'X-Api-Key': word }, { requiredKeys: [] }),
  smtp: fc.record({ server: word, password: fc.option(word) }),
  login: fc.option(
    fc.oneof(
      fc.record({ type: fc.constant('basic'), username: word, password: word }),
      fc.record({ type: fc.constant('bearer'), token: word }),
    ),
  ),
});

test('a written record is read back unchanged', () => {
  fc.assert(
    fc.property(record, (given) => {
      const { value, problems } = normaliseFields(fields, given, options);
      expect(problems).toEqual({});
      const secrets = new Map<string, unknown>();
      mapSecrets(fields, value, (one, path) => {
        secrets.set(path, one);
        return one;
      });
      const written = writtenFields(fields, value, { reference: (path) => `<${path}>`, escape: (one) => one });
      const filled = mapSecrets(fields, written, (_, path) => secrets.get(path) as string);
      const parsed = recordSchema(fields, { kind: z.string().optional() }).parse(filled);
      expect(normaliseFields(fields, parsed, options).value).toEqual(value);
    }),
  );
});

test('normalising a record again changes nothing', () => {
  fc.assert(
    fc.property(record, (given) => {
      const { value } = normaliseFields(fields, given, options);
      expect(normaliseFields(fields, value, options)).toEqual({ value, problems: {}, kept: [] });
    }),
  );
});
