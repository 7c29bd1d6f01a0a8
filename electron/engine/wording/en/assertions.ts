/** What is wrong with a response: the actual and the expected value. `status 503, expected 200`. */
import type { FindingFacts, NoteFacts, ValueType } from '../../../contract/assertion-result.ts';
import type { FailedAssertion, ResponseReasonFacts } from '../../../contract/response-reasons.ts';
import { isNumeric, shapeOf, type AssertionSubject } from '../../../contract/assertion-subjects.ts';
import { describeProblem } from './problems.ts';
import { say, type Words } from '../wording.ts';
import { bytes, number } from './quantities.ts';

type Subject = Pick<FailedAssertion, 'on' | 'path' | 'is'>;
type Named = Pick<FailedAssertion, 'on' | 'path'>;

export function failedAssertion({ finding, note, ...failed }: FailedAssertion): string {
  const words = say(findingWords(failed), finding);
  return note === null ? words : `${words} (${say(notes, note)})`;
}

export const responseReasons: Words<ResponseReasonFacts> = {
  'assertion-failed': failedAssertion,
  'part-unhealthy': ({ name, detail }) => `${name}: ${detail}`,
};

function findingWords(failed: Subject): Words<FindingFacts> {
  const path = failed.path ?? '';
  return {
    differs: ({ found, more, expected, of }) => {
      const words = of === undefined ? statement(failed, found, more) : `${of} is ${found[0] ?? ''}`;
      const others = of === undefined ? 0 : found.length - 1 + more;
      return `${words}, expected ${expectation(failed, expected)}${others === 0 ? '' : ` (and ${number(others)} more)`}`;
    },
    missing: ({ expected }) => `${subject(failed)} is missing, expected ${expectation(failed, expected)}`,
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

function withUnit(value: string, on: AssertionSubject): string {
  switch (shapeOf(on).unit) {
    case 'ms':
      return `${value} ms`;
    case '%':
      return `${value} %`;
    case 'days':
      return value === '1' ? '1 day' : `${value} days`;
    case null:
      return value;
  }
}

function statement(failed: Subject, found: readonly string[], more: number): string {
  const name = subject(failed);
  const [value = ''] = found;
  if (isNumeric(failed.on)) return `${name} ${withUnit(value, failed.on)}`;
  if (shapeOf(failed.on).isContent && value === '""') return `${name} is empty`;
  const all = more === 0 ? found.join(' and ') : `${found.join(', ')} and ${number(more)} more`;
  return `${name} is ${all}`;
}

function expectation({ on, is }: Subject, expected: readonly string[]): string {
  const operand = withUnit(expected[0] ?? '', on);
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
