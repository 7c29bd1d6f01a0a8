/** An empty number or duration, in the form of each kind. */
import { expect, test } from 'vitest';
import { channelDefinitions } from '../../../electron/contract/channels/registry.ts';
import type { Fields } from '../../../electron/contract/fields/field.ts';
import { recordSchema } from '../../../electron/contract/fields/schema.ts';
import { locationDefinitions } from '../../../electron/contract/locations/registry.ts';
import { monitorDefinitions } from '../../../electron/contract/monitors/registry.ts';
import type { Problems } from '../../../electron/contract/problems.ts';
import { normaliseDescribed, type Description } from '../../../electron/engine/fields/described.ts';
import { blankFields, fieldsInput, type FieldsDraft } from '../../../renderer/state/fields-draft.ts';

const descriptions = { ...monitorDefinitions, ...channelDefinitions, ...locationDefinitions } as unknown as Readonly<
  Record<string, Description>
>;

/** Those in groups as well. */
function numbersIn(fields: Fields, prefix = ''): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.type === 'group') return numbersIn(field.fields, `${prefix}${name}.`);
    const isNumber = field.type === 'integer' || field.type === 'duration';
    return isNumber && !field.isOptional && field.isDerived !== true ? [prefix + name] : [];
  });
}

function problemsOf(description: Description, draft: FieldsDraft): Problems {
  const given = recordSchema(description.fields, {}).parse(fieldsInput(description.fields, draft));
  return normaliseDescribed(description, given, { existing: null, makeToken: () => 'made-by-the-program' }).problems;
}

function emptied(draft: FieldsDraft, path: string, typed: string): FieldsDraft {
  const [name = '', ...rest] = path.split('.');
  const value = rest.length === 0 ? typed : emptied(draft[name] as FieldsDraft, rest.join('.'), typed);
  return { ...draft, [name]: value };
}

const cases = Object.entries(descriptions).flatMap(([kind, { fields }]) =>
  numbersIn(fields).map((path) => [kind, path] as const),
);

test.each(cases)('of %s, an empty %s is reported with all that is missing besides', (kind, path) => {
  const description = descriptions[kind];
  if (description === undefined) throw new Error(kind);
  const blank: FieldsDraft = blankFields(description.fields);
  const problems = problemsOf(description, emptied(blank, path, ''));
  expect(problems[path]).toEqual({ code: 'empty', facts: {} });
  for (const other of Object.keys(problemsOf(description, blank))) expect(problems).toHaveProperty([other]);
  expect(problemsOf(description, emptied(blank, path, 'x'))[path]?.code).toMatch(/^not-a-(number|duration)$/u);
});

test('many kinds have such fields', () => {
  expect(cases.length).toBeGreaterThan(40);
});
