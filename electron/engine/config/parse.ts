/**
 * Parses the configuration file: YAML, then `${NAME}` in its values, then the schema. In this order, the value of a
 * variable is always one value, whatever characters it contains. Errors name the path of the field and its line.
 */
import type { z } from 'zod';
import { problemsOf, wholeInput, withInput } from '../../contract/parse-input.ts';
import { problem, type Problem, type Problems } from '../../contract/problems.ts';
import { refusedFields, refusedFile, type FileProblem, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { configFile, type ParsedConfig } from '../../contract/schemas.ts';
import { fillVariables } from '../../contract/variables.ts';
import { isExact } from '../assertions/written-number.ts';
import { readYaml, type YamlScalar, type YamlSource } from './yaml-source.ts';

type Env = Readonly<Record<string, string>>;

interface LocatedConfig {
  readonly config: ParsedConfig;
  /** Adds the line of each field. */
  readonly located: (problems: Problems) => readonly FileProblem[];
}

export function parseConfig(yaml: string, env: Env): Outcome<LocatedConfig> {
  const read = readYaml(yaml);
  return read.ok ? parseSource(read.value, env) : read;
}

export function parseSource(source: YamlSource, env: Env): Outcome<LocatedConfig> {
  const located = (problems: Problems): readonly FileProblem[] => locate(source, problems);
  const filled = fillIn(source, env);
  if (!filled.ok) return refusedFile(located(filled.error.fields ?? {}));
  const parsed = parseValues(source, filled.value);
  if (!parsed.ok) return parsed.error.fields === undefined ? parsed : refusedFile(located(parsed.error.fields));
  return ok({ config: parsed.value, located });
}

/** More are of no use, and locating each takes time. */
const mostProblems = 100;

function locate(source: YamlSource, problems: Problems): readonly FileProblem[] {
  const first = Object.entries(problems).slice(0, mostProblems);
  return first.map(([path, found]) => {
    if (path === wholeInput) return { path: '', line: null, problem: found };
    const { id: _, ...place } = source.placeOf(path);
    return { path, line: source.lineOf(path), place, problem: found };
  });
}

/** @returns the scalars filled in from the environment, by path. */
function fillIn(source: YamlSource, env: Env): Outcome<ReadonlyMap<string, Filled>> {
  const filled = new Map<string, Filled>();
  const problems: Record<string, Problem> = {};
  for (const scalar of source.scalars) {
    if (isExpected.test(scalar.path) && isRewritten(scalar)) problems[scalar.path] = problem('value-rewritten');
    if (typeof scalar.value !== 'string') continue;
    const { text, missing, hasVariables } = fillVariables(scalar.value, env);
    if (missing.length > 0) problems[scalar.path] = problem('variables-not-set', { names: missing });
    scalar.replace(text);
    if (hasVariables) filled.set(scalar.path, { scalar, text });
  }
  return Object.keys(problems).length > 0 ? refusedFields(problems) : ok(filled);
}

/** What an assertion expects may be of any type, so that no schema notices what YAML made of it. */
const isExpected = /^monitors\.\d+\.assertions\.\d+\.value(?:\.|$)/;
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function isRewritten({ value, plain }: YamlScalar): boolean {
  if (plain === undefined) return false;
  if (typeof value === 'number') return !jsonNumber.test(plain) || !isExact(plain);
  return typeof value === 'boolean' && plain !== String(value);
}

interface Filled {
  readonly scalar: YamlScalar;
  readonly text: string;
}

/** The value of a variable is text. Only where the schema requires a number or a boolean, it is read as one. */
function parseValues(source: YamlSource, filled: ReadonlyMap<string, Filled>): Outcome<ParsedConfig> {
  const value = source.toValue();
  if (!value.ok) return value;
  if (value.value === null) return refusedFile([{ path: '', line: null, problem: problem('file-empty') }]);
  const first = configFile.safeParse(value.value, withInput);
  if (first.success) return ok(first.data);
  const readings = first.error.issues.flatMap((issue) => readingOf(issue, filled));
  if (readings.length === 0) return refusedFields(problemsOf(first.error.issues));
  for (const { scalar, reading } of readings) scalar.replace(reading);
  const again = source.toValue();
  if (!again.ok) return again;
  const second = configFile.safeParse(again.value, withInput);
  return second.success ? ok(second.data) : refusedFields(problemsOf(second.error.issues));
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
