/**
 * From what came from outside to what a schema makes of it. What is wrong with the input is told by codes, one problem a
 * field. No problem repeats a value, since it may be a secret.
 */
import type { z } from 'zod';
import { problem, type Problem, type Problems, type Shape } from './problems.ts';
import { refusedFields, type Outcome } from './refusal.ts';
import { ok } from './result.ts';

type Issue = z.core.$ZodIssue;

/** With the input of each issue, which tells what is missing from what is wrong; to be parsed with. */
export const withInput = { reportInput: true } as const;

export function parseWith<S extends z.ZodType>(schema: S, input: unknown): Outcome<z.output<S>> {
  const parsed = schema.safeParse(input, withInput);
  return parsed.success ? ok(parsed.data) : refusedFields(problemsOf(parsed.error.issues));
}

/** Field path (`assertions.0.path`) to what is wrong with it; each unknown field stands under its own path. */
export function problemsOf(issues: readonly Issue[]): Problems {
  const problems = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [pathOf([...issue.path, key]), problem('unknown-field')] as const)
      : [[pathOf(issue.path), problemOf(issue)] as const],
  );
  // The first problem of a field is the one that explains it; the order stays that of the input.
  const first = new Map<string, Problem>();
  for (const [path, found] of problems) if (!first.has(path)) first.set(path, found);
  return Object.fromEntries(first);
}

/** The path of what is wrong with no single field. */
export const wholeInput = 'input';

function pathOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? wholeInput : path.map(String).join('.');
}

/** A schema that knows better than zod what is wrong says so in place of a message. */
export const ownProblems = { duration: 'not-a-duration' } as const;

function problemOf(issue: Issue): Problem {
  if (issue.input === undefined && issue.code !== 'custom') return required(issue);
  if (issue.message === ownProblems.duration) return problem('not-a-duration');
  switch (issue.code) {
    case 'invalid_type':
      return wrongShape([issue.expected], issue.input);
    case 'invalid_value':
      return problem('not-one-of', { values: issue.values.map(String) });
    case 'invalid_union':
      return unionProblem(issue);
    case 'too_small':
      return problem('not-at-least', { least: Number(issue.minimum) });
    case 'too_big':
      return problem('not-at-most', { most: Number(issue.maximum) });
    default:
      return problem('not-valid');
  }
}

function required(issue: Issue): Problem {
  if (issue.code !== 'invalid_value') return problem('required');
  return problem('required-one-of', { values: issue.values.map(String) });
}

function unionProblem(issue: Extract<Issue, { code: 'invalid_union' }>): Problem {
  const { discriminator, input } = issue;
  if (discriminator !== undefined) {
    const options: unknown = Reflect.get(issue, 'options');
    const values = Array.isArray(options) ? options.map(String) : [];
    const isMissing = typeof input === 'object' && input !== null && !Object.hasOwn(input, discriminator);
    return problem(isMissing ? 'required-one-of' : 'not-one-of', { values });
  }
  const firsts = issue.errors.flatMap(([first]) => (first === undefined ? [] : [first]));
  const own = firsts.find(({ code }) => code === 'custom');
  if (own !== undefined) return problemOf(own);
  const values = firsts.flatMap((first) => (first.code === 'invalid_value' ? first.values : []));
  if (values.length > 0) return problem('not-one-of', { values: values.map(String) });
  const expected = firsts.flatMap((first) => (first.code === 'invalid_type' ? [first.expected] : []));
  // What is hidden may be sent back as an object, which is nothing that a person writes.
  return wrongShape(expected.includes('string') ? ['string'] : expected, input);
}

const shapes: Readonly<Partial<Record<string, Shape>>> = {
  string: 'text',
  number: 'number',
  int: 'integer',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
  record: 'object',
  null: 'null',
};

function wrongShape(expected: readonly string[], input: unknown): Problem {
  const known = expected.flatMap((name) => shapes[name] ?? []);
  if (known.length === 0) return problem('not-valid');
  const isText = known.length === 1 && known[0] === 'text';
  const isUnquoted = isText && (typeof input === 'number' || typeof input === 'boolean');
  return problem('wrong-shape', { shapes: known, isUnquoted });
}
