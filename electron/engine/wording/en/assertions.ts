/** What is wrong with a response: the actual and the expected value. `status 503, expected 200`. */
import type { FindingFacts, NoteFacts, ValueType } from '../../../contract/assertion-result.ts';
import type { FailedAssertion, ResponseReasonFacts } from '../../../contract/response-reasons.ts';
import { isNumeric, shapeOf, type AssertionSubject } from '../../../contract/assertion-subjects.ts';
import { describeProblem } from './problems.ts';
import { say, type Words } from '../wording.ts';
import type { Quantities } from './quantities.ts';

type Subject = Pick<FailedAssertion, 'on' | 'path' | 'is'>;
type Named = Pick<FailedAssertion, 'on' | 'path'>;

export const responseReasonsIn = (quantities: Quantities): Words<ResponseReasonFacts> => ({
  'assertion-failed': ({ finding, note, ...failed }) => {
    const words = say(findingWords(failed, quantities), finding);
    return note === null ? words : `${words} (${say(notes, note)})`;
  },
  'part-unhealthy': ({ name, detail }) => `${name}: ${detail}`,
});

function findingWords(failed: Subject, quantities: Quantities): Words<FindingFacts> {
  const path = failed.path ?? '';
  const { bytes, number } = quantities;
  const expectation = (expected: readonly string[]): string => expectationOf(failed, expected, quantities);
  return {
    differs: ({ found, more, expected, of }) => {
      const words = of === undefined ? statement(failed, { found, more }, quantities) : `${of} is ${found[0] ?? ''}`;
      const others = of === undefined ? 0 : found.length - 1 + more;
      return `${words}, expected ${expectation(expected)}${others === 0 ? '' : ` (and ${number(others)} more)`}`;
    },
    missing: ({ expected }) => `${subject(failed)} is missing, expected ${expectation(expected)}`,
    'not-success': ({ status }) => `status ${String(status)}, expected 200-299`,
    'body-too-large': ({ limitBytes }) => `the body is larger than ${bytes(limitBytes)}`,
    'body-empty': () => 'the body is empty',
    'body-not-json': ({ begins }) => `the body is not JSON: ${begins}`,
    'too-many-steps': () => `${path} would take too long on a document of this size`,
    'too-many-values': () => `${path} matches too many values`,
    'path-invalid': ({ problem }) => `${path} ${describeProblem(problem)}`,
    prose: ({ text }) => text,
  };
}

/** `status`, `header content-type`, `$.checks.database` */
export function subject({ on, path = '' }: Named): string {
  switch (shapeOf(on).path) {
    case 'header':
      return `header ${path.toLowerCase()}`;
    case 'json':
      return path;
    case null:
      return subjectNames[on];
  }
}

export const subjectNames: Readonly<Record<AssertionSubject, string>> = {
  status: 'status',
  body: 'body',
  json: 'JSON value',
  header: 'header',
  responseTime: 'response time',
  response: 'response',
  answer: 'DNS answer',
  packetLoss: 'packet loss',
  rcode: 'response code',
  finalUrl: 'final URL',
  output: 'output',
  restarts: 'number of restarts',
  value: 'value',
  series: 'number of series',
  domainDays: 'domain expires in',
  issuer: 'issuer',
  names: 'certificate names',
  certificateDays: 'certificate expires in',
};

/** A number with a unit is written as the reader's region does; one without is a value as the target sent it. */
function withUnit(value: string, on: AssertionSubject, { number }: Quantities): string {
  const { unit } = shapeOf(on);
  if (unit === null || value === '' || !Number.isFinite(Number(value))) return value;
  const written = number(Number(value));
  return unit === 'days' ? `${written} ${value === '1' ? 'day' : 'days'}` : `${written} ${unit}`;
}

type Found = Pick<FindingFacts['differs'], 'found' | 'more'>;

function statement(failed: Subject, { found, more }: Found, quantities: Quantities): string {
  const name = subject(failed);
  const [value = ''] = found;
  if (isNumeric(failed.on)) return `${name} ${withUnit(value, failed.on, quantities)}`;
  if (shapeOf(failed.on).isContent && value === '""') return `${name} is empty`;
  return `${name} is ${more === 0 ? found.join(' and ') : quantities.listed(found, more)}`;
}

function expectationOf({ on, is }: Subject, expected: readonly string[], quantities: Quantities): string {
  const operand = withUnit(expected[0] ?? '', on, quantities);
  switch (is) {
    case 'equals':
      return operand;
    case 'notEquals':
      return `anything but ${operand}`;
    case 'in':
      return `one of ${expected.join(', ')}`;
    case 'contains':
      return `to contain ${operand}`;
    case 'notContains':
      return `not to contain ${operand}`;
    case 'matches':
      return `to match /${operand}/`;
    case 'lessThan':
      return `less than ${operand}`;
    case 'greaterThan':
      return `more than ${operand}`;
    case 'exists':
      return operand === 'false' ? 'it not to exist' : 'it to exist';
  }
}

export const notes: Words<NoteFacts> = {
  'json-whitespace-ignored': () => 'JSON whitespace ignored',
  'pattern-too-slow': () => 'the pattern would take too long on this much text',
  'differs-only-in': differences,
  'other-type': ({ found, expected }) => `it is ${types[found]}, not ${types[expected]}`,
  'other-path': ({ path }) => `${path} exists`,
  prose: ({ text }) => text,
};

function differences({ case: letters, whitespace, quotes }: NoteFacts['differs-only-in']): string {
  if (letters && !whitespace && !quotes) return 'only upper and lower case differ';
  if (whitespace && !letters && !quotes) return 'only whitespace differs';
  if (quotes && !letters && !whitespace) return 'only quotes differ';
  const names = [...(letters ? ['case'] : []), ...(quotes ? ['quotes'] : []), ...(whitespace ? ['whitespace'] : [])];
  return `only ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''} differ`;
}

const types: Readonly<Record<ValueType, string>> = {
  null: 'null',
  text: 'text',
  list: 'a list',
  object: 'an object',
  number: 'a number',
  boolean: 'a boolean',
};
