/**
 * The configuration file: YAML, then `${NAME}` filled in inside its values, then the schema of the file. In that
 * order, so that the value of a variable is always one value, whatever characters it has. Errors name the field's
 * path and its line.
 */
import type { z } from 'zod';
import { problemsOf, wording } from '../../contract/parse-input.ts';
import { invalid, ok, type Result } from '../../contract/result.ts';
import { configFile, type ParsedConfig } from '../../contract/schemas.ts';
import { fillVariables } from '../../contract/variables.ts';
import { readYaml, type YamlScalar, type YamlSource } from './yaml-source.ts';

type Fields = Readonly<Record<string, string>>;

export interface LocatedConfig {
  readonly config: ParsedConfig;
  /** Puts the line behind each field's path: `monitors.0.url, line 12`. */
  readonly located: (fields: Fields) => Fields;
}

export function parseConfig(yaml: string, env: Fields): Result<LocatedConfig> {
  const read = readYaml(yaml);
  if (!read.ok) return read;
  const source = read.value;
  const located = (fields: Fields): Fields => locate(source, fields);
  const filled = fillIn(source, env);
  if (!filled.ok) return invalid(located(filled.error.fields ?? {}));
  const parsed = parseValues(source, filled.value);
  if (!parsed.ok) return parsed.error.fields === undefined ? parsed : invalid(located(parsed.error.fields));
  return ok({ config: parsed.value, located });
}

/** Nobody mends more at once, and each has to be looked for. */
const mostProblems = 100;

function locate(source: YamlSource, fields: Fields): Fields {
  const isInFile = (path: string): boolean => path !== 'file' && path !== 'input';
  const first = Object.entries(fields).slice(0, mostProblems);
  return Object.fromEntries(
    first.map(([path, problem]) => [isInFile(path) ? `${path}, line ${source.lineOf(path)}` : path, problem]),
  );
}

/** @returns the scalars that came from the environment, by path. */
function fillIn(source: YamlSource, env: Fields): Result<ReadonlyMap<string, Filled>> {
  const filled = new Map<string, Filled>();
  const problems: Record<string, string> = {};
  for (const scalar of source.scalars) {
    if (typeof scalar.value !== 'string') continue;
    const { text, missing, hasVariables } = fillVariables(scalar.value, env);
    if (missing.length > 0) problems[scalar.path] = notSet(missing);
    scalar.replace(text);
    if (hasVariables) filled.set(scalar.path, { scalar, text });
  }
  return Object.keys(problems).length > 0 ? invalid(problems) : ok(filled);
}

interface Filled {
  readonly scalar: YamlScalar;
  readonly text: string;
}

function notSet(names: readonly string[]): string {
  const [first = ''] = names;
  return names.length === 1
    ? `the environment variable ${first} is not set`
    : `the environment variables ${names.join(', ')} are not set`;
}

/** The value of a variable is text. Only where the schema wants a number or a switch is it read as one, once. */
function parseValues(source: YamlSource, filled: ReadonlyMap<string, Filled>): Result<ParsedConfig> {
  const value = source.toValue();
  if (!value.ok) return value;
  if (value.value === null) return invalid({ file: 'is empty: write `monitors: []` to remove everything it made' });
  const first = configFile.safeParse(value.value, { error: wording });
  if (first.success) return ok(first.data);
  const readings = first.error.issues.flatMap((issue) => readingOf(issue, filled));
  if (readings.length === 0) return invalid(problemsOf(first.error.issues));
  for (const { scalar, reading } of readings) scalar.replace(reading);
  const again = source.toValue();
  if (!again.ok) return again;
  const second = configFile.safeParse(again.value, { error: wording });
  return second.success ? ok(second.data) : invalid(problemsOf(second.error.issues));
}

interface Reading {
  readonly scalar: YamlScalar;
  readonly reading: number | boolean;
}

function readingOf(issue: z.core.$ZodIssue, filled: ReadonlyMap<string, Filled>): readonly Reading[] {
  const found = filled.get(issue.path.map(String).join('.'));
  if (found === undefined || issue.code !== 'invalid_type') return [];
  const { scalar, text } = found;
  if (issue.expected === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return [{ scalar, reading: Number(text) }];
  if (issue.expected === 'boolean' && /^(true|false)$/.test(text)) return [{ scalar, reading: text === 'true' }];
  return [];
}
