/**
 * From what came from outside to what a schema makes of it. What is wrong with the input is said in plain words, one
 * sentence a field. No sentence repeats a value, since it may be a secret.
 */
import type { z } from 'zod';
import { invalid, ok, type Result } from './result.ts';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

export function parseWith<S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>> {
  const parsed = schema.safeParse(input, { error: wording });
  return parsed.success ? ok(parsed.data) : invalid(problemsOf(parsed.error.issues));
}

/** Field path (`assertions.0.path`) to what is wrong with it; each unknown field stands under its own path. */
export function problemsOf(issues: readonly Issue[]): Readonly<Record<string, string>> {
  const problems = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [pathOf([...issue.path, key]), 'is not a known field'] as const)
      : [[pathOf(issue.path), issue.message] as const],
  );
  // The first problem of a field is the one that explains it; the order stays that of the input.
  const first = new Map<string, string>();
  for (const [path, problem] of problems) if (!first.has(path)) first.set(path, problem);
  return Object.fromEntries(first);
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'input' : path.map(String).join('.');
}

// --- Words ---------------------------------------------------------------------------------------

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/** zod's error map; undefined leaves the message to the schema or to zod. */
export function wording(issue: RawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== 'unrecognized_keys' && issue.code !== 'custom')
    return required(issue);
  switch (issue.code) {
    case 'invalid_type':
      return mustBe([nounOf(issue.expected)], issue.input);
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return unionWording(issue);
    case 'too_small':
      return `must be at least ${String(issue.minimum)}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    default:
      return undefined;
  }
}

function required(issue: RawIssue): string {
  return issue.code === 'invalid_value' ? `is required: ${oneOf(issue.values)}` : 'is required';
}

function unionWording(issue: Extract<RawIssue, { code: 'invalid_union' }>): string {
  const { discriminator, input } = issue;
  if (discriminator !== undefined) {
    const options: unknown = Reflect.get(issue, 'options');
    const choice = oneOf(Array.isArray(options) ? options : []);
    const isMissing = typeof input === 'object' && input !== null && !Object.hasOwn(input, discriminator);
    return isMissing ? `is required: ${choice}` : choice;
  }
  const firsts = issue.errors.flatMap(([first]) => (first === undefined ? [] : [first]));
  const custom = firsts.find(({ code }) => code === 'custom');
  if (custom !== undefined) return custom.message;
  const values = firsts.flatMap((first) => (first.code === 'invalid_value' ? first.values : []));
  if (values.length > 0) return oneOf(values);
  const expected = firsts.flatMap((first) => (first.code === 'invalid_type' ? [nounOf(first.expected)] : []));
  // What is hidden may be sent back as an object, which is nothing that a person writes.
  return mustBe(expected.includes('text') ? ['text'] : expected, input);
}

function nounOf(expected: string): string {
  return nouns[expected] ?? expected;
}

function mustBe(expected: readonly string[], input: unknown): string {
  const isUnquoted = typeof input === 'number' || typeof input === 'boolean';
  const hint = isUnquoted && expected.length === 1 && expected[0] === 'text' ? ', in quotes' : '';
  return expected.length === 0 ? 'is not valid here' : `must be ${expected.join(' or ')}${hint}`;
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? `must be ${String(values[0])}` : `must be one of ${values.map(String).join(', ')}`;
}
