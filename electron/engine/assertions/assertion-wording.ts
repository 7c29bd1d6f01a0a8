/** The words of a failed assertion: the actual value beside what was expected. `status 503, expected 200`. */
import type { Assertion, Json } from '../../contract/model/monitor.ts';
import type { Reading } from './assertion-subjects.ts';
import { excerpt } from '../transport/excerpt.ts';
import { focusOf } from './focus.ts';
import { isList } from './operators.ts';
import { shown } from '../transport/shown-value.ts';

type Redact = (text: string) => string;

/** Values shown where a path leads to several. */
const maxShownValues = 3;
/** Characters of a body. */
const maxQuotedLength = 100;

/** `expected` where it is not the assertion's own words. */
export function failureMessage(
  assertion: Assertion,
  reading: Reading,
  options: { redact: Redact; expected?: string },
): string {
  if (reading.problem !== null) return reading.problem;
  return `${statement(assertion, reading, options.redact)}, expected ${options.expected ?? expectation(assertion, options.redact)}`;
}

function statement(assertion: Assertion, { name, values }: Reading, redact: Redact): string {
  const { on } = assertion;
  const [value, ...others] = values;
  if (value === undefined) return `${name} is missing`;
  if (on === 'status') return `${name} ${shown(value, redact)}`;
  if (on === 'responseTime') return `${name} ${shown(value, redact)} ms`;
  if (on === 'body' && value === '') return `${name} is empty`;
  if (on === 'body' && typeof value === 'string') return `${name} is ${quoted(assertion, value, redact)}`;
  return others.length === 0 ? `${name} is ${shown(value, redact)}` : `${name} is ${listed(values, redact)}`;
}

/** A body is long: what is quoted of it is where the trouble is. Redacted before it is cut, so that no half of a secret is left. */
function quoted(assertion: Assertion, body: string, redact: Redact): string {
  const begin = focusOf(assertion, body, maxQuotedLength);
  if (begin === 0) return shown(body, redact, maxQuotedLength);
  const readable = redact(body);
  const from = readable === body ? begin : focusOf(assertion, readable, maxQuotedLength);
  return excerpt(`…${readable.slice(from).replace(/^[\uDC00-\uDFFF]/, '')}`, maxQuotedLength);
}

function listed(values: readonly Json[], redact: Redact): string {
  const first = values.slice(0, maxShownValues).map((value) => shown(value, redact));
  const more = values.length - first.length;
  return more === 0 ? first.join(' and ') : `${first.join(', ')} and ${more} more`;
}

function expectation({ on, is, value = true }: Assertion, redact: Redact): string {
  const unit = on === 'responseTime' ? ' ms' : '';
  const ownText = (own: Json): string => shown(own, redact);
  const operand = ownText(value) + unit;
  switch (is) {
    case 'equals':
      return operand;
    case 'notEquals':
      return `anything but ${operand}`;
    case 'in':
      return `one of ${isList(value) ? value.map(ownText).join(', ') : operand}`;
    case 'contains':
      return `to contain ${operand}`;
    case 'notContains':
      return `not to contain ${operand}`;
    case 'matches':
      return `to match /${redact(typeof value === 'string' ? value : operand)}/`;
    case 'lessThan':
      return `less than ${operand}`;
    case 'greaterThan':
      return `more than ${operand}`;
    case 'exists':
      return value === false ? 'it not to exist' : 'it to exist';
  }
}
