import { expect, expectTypeOf, test } from 'vitest';
import {
  assertions,
  choice,
  derived,
  duration,
  flag,
  group,
  headers,
  integer,
  list,
  optional,
  secret,
  suggested,
  text,
  token,
  variant,
  type ValuesOf,
} from '../../../electron/contract/fields/field.ts';
import type { AssertionDraft } from '../../../renderer/state/assertion-draft.ts';
import {
  blankFields,
  fieldsDraftOf,
  fieldsInput,
  lacksFields,
  newHeader,
  withoutStoredSecrets,
  type DraftOf,
  type HeaderDraft,
} from '../../../renderer/state/fields-draft.ts';
import type { SecretDraft } from '../../../renderer/state/secret-draft.ts';

/** One field of each type, in a combination that no kind has. */
const fields = {
  host: text({ format: 'host' }),
  note: optional(text()),
  apiKey: secret(),
  pin: optional(secret()),
  token: token(),
  port: integer({ least: 1, most: 65_535, default: 443 }),
  retries: optional(integer({ least: 0, most: 9 })),
  every: suggested(duration({ least: 1, most: 1_000_000 }), 300_000),
  grace: derived(duration({ least: 1, most: 1_000_000 })),
  isTls: flag(true),
  mode: choice(['fast', 'thorough'], 'fast'),
  family: optional(choice([4, 6])),
  days: list(integer({ least: 1, most: 365 }), { most: 5, default: [14] }),
  people: list(text({ format: 'mailbox' }), { most: 5 }),
  headers: headers(),
  assertions: assertions(['json', 'status']),
  smtp: group({ server: text(), password: optional(secret()) }),
  login: optional(variant({ basic: { username: text(), password: secret() }, bearer: { token: secret() } })),
};
type Values = ValuesOf<typeof fields>;

const values: Values = {
  host: 'db.example.com',
  note: null,
  apiKey: { hasSecret: true },
  pin: null,
  token: 'abcdefghijklmnop',
  port: 5_432,
  retries: null,
  every: 90_000,
  grace: 5_000,
  isTls: false,
  mode: 'thorough',
  family: 6,
  days: [30, 7],
  people: ['On call <ops@example.com>', 'me@example.com'],
  headers: { Accept: 'text/plain', 'X-Api-Key': { hasSecret: true } },
  assertions: [{ on: 'json', is: 'equals', path: '$.status', value: 'ok' }],
  smtp: { server: 'mail.example.com', password: { hasSecret: true } },
  login: { type: 'basic', username: 'me', password: { hasSecret: true } },
};

test('a record that is opened and saved unchanged is sent as it was, except for its token', () => {
  const { token: _token, ...rest } = values;
  expect(fieldsInput(fields, fieldsDraftOf(fields, values))).toEqual({ ...rest, every: '90s', grace: '5s' });
});

test('a blank form has defaults, then suggestions, then nothing', () => {
  expect(blankFields(fields)).toMatchObject({ port: '443', every: '5m', grace: '', host: '', isTls: true, days: '14' });
  expect(blankFields(fields).login.type).toBe('');
});

test('empty fields are null where allowed, and omitted where the engine computes them', () => {
  const input = fieldsInput(fields, blankFields(fields));
  expect(input).toMatchObject({ note: null, pin: null, retries: null, family: null, login: null, apiKey: '' });
  expect(input).not.toHaveProperty('grace');
  expect(input).not.toHaveProperty('token');
  expect(fieldsInput(fields, { ...blankFields(fields), token: 'given-beforehand' }).token).toBe('given-beforehand');
});

test('what is no number is sent as it is, for the engine to report', () => {
  expect(fieldsInput(fields, { ...blankFields(fields), port: 'many' }).port).toBe('many');
  expect(fieldsInput(fields, { ...blankFields(fields), retries: '1e999' }).retries).toBe('1e999');
  expect(fieldsInput(fields, { ...blankFields(fields), port: '' }).port).toBe('');
});

test('a draft lacks what has to be filled in, and nothing that may be empty, has a default or is computed', () => {
  const { host, note, token: generated, port, grace, people } = fields;
  const some = { host, note, token: generated, port, grace, people };
  const filled = { ...blankFields(some), host: 'db.example.com', people: 'me@example.com' };
  expect(lacksFields(some, filled)).toBe(false);
  expect(lacksFields(some, { ...filled, host: ' ' })).toBe(true);
  expect(lacksFields(some, { ...filled, people: '' })).toBe(true);
});

test('the options of a variant keep their own input', () => {
  const draft = fieldsDraftOf(fields, values);
  draft.login.type = 'bearer';
  draft.login.options.bearer.token.text = 'abc';
  expect(fieldsInput(fields, draft).login).toEqual({ type: 'bearer', token: 'abc' });
  draft.login.type = 'basic';
  expect(fieldsInput(fields, draft).login).toEqual(values.login);
});

test('empty header rows are not sent', () => {
  const draft = blankFields(fields);
  draft.headers.push(newHeader(), newHeader(' Accept ', 'text/plain'));
  expect(fieldsInput(fields, draft).headers).toEqual({ Accept: 'text/plain' });
});

test('a copy has no secrets, which cannot be read', () => {
  const input = fieldsInput(fields, withoutStoredSecrets(fields, fieldsDraftOf(fields, values)));
  expect(input).toMatchObject({
    apiKey: '',
    headers: { Accept: 'text/plain', 'X-Api-Key': '' },
    smtp: { server: 'mail.example.com', password: null },
    login: { type: 'basic', username: 'me', password: '' },
  });
});

test('a draft is typed by its fields', () => {
  expectTypeOf<DraftOf<Values>>().toExtend<{
    host: string;
    apiKey: SecretDraft;
    port: string;
    isTls: boolean;
    mode: 'fast' | 'thorough';
    family: 4 | 6 | '';
    people: string;
    headers: HeaderDraft[];
    assertions: AssertionDraft[];
    smtp: { server: string; password: SecretDraft };
    login: { type: 'basic' | 'bearer' | '' };
  }>();
});
