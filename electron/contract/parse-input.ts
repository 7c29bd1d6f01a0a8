/**
 * Parses input from outside with a schema. Problems are codes, one per field. No problem repeats a value, since it may be
 * a secret.
 */
import type { z } from 'zod';
import { problem, type Problem, type Problems, type Shape } from './problems.ts';
import { refusedFields, type Outcome } from './refusal.ts';
import { ok } from './result.ts';

type Issue = z.core.$ZodIssue;

/** Options for parsing: each issue carries its input, which distinguishes missing from wrong values. */
export const withInput = { reportInput: true } as const;

export function parseWith<S extends z.ZodType>(schema: S, input: unknown): Outcome<z.output<S>> {
  const parsed = schema.safeParse(input, withInput);
  return parsed.success ? ok(parsed.data) : refusedFields(problemsOf(parsed.error.issues));
}

/** From field path (`assertions.0.path`) to problem; each unknown field has its own path. */
export function problemsOf(issues: readonly Issue[]): Problems {
  const problems = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [pathOf([...issue.path, key]), problem('unknown-field')] as const)
      : [[pathOf(issue.path), problemOf(issue)] as const],
  );
  // The first problem of a field explains the others; the order of the input is kept.
  const first = new Map<string, Problem>();
  for (const [path, found] of problems) if (!first.has(path)) first.set(path, found);
  return Object.fromEntries(first);
}

/** The path of problems that belong to no single field. */
export const wholeInput = 'input';

function pathOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? wholeInput : path.map(String).join('.');
}

/** Messages of our own schemas, which are more precise than those of zod. */
export const ownProblems = { duration: 'not-a-duration', number: 'not-a-number' } as const;

function problemOf(issue: Issue): Problem {
  if (issue.input === undefined && issue.code !== 'custom') return required(issue);
  const own = Object.values(ownProblems).find((code) => code === issue.message);
  if (own !== undefined) return problem(own);
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
  // A hidden secret is an object, but no person writes one.
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
