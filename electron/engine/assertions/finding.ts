/** Why an assertion failed: the actual and the expected value, both ready to show. */
import type { Finding } from '../../contract/assertion-result.ts';
import type { Assertion, Json } from '../../contract/model/monitor.ts';
import { oneLine } from '../../contract/plain-text.ts';
import type { Reading } from './reading.ts';
import { shapeOf } from '../../contract/assertion-subjects.ts';
import { excerpt } from '../transport/excerpt.ts';
import { focusOf } from './focus.ts';
import { isList } from './operators.ts';
import { maxSecretLength, shown } from '../transport/shown-value.ts';

type Redact = (text: string) => string;

/** Values shown where a path selects several. */
const maxShownValues = 3;
/** Of the list of an `in`. */
const maxShownChoices = 20;
/** Characters of a body. */
const maxQuotedLength = 100;
const longestName = 120;

export function findingOf(assertion: Assertion, { values, names = [], problem }: Reading, redact: Redact): Finding {
  if (problem !== null) return problem;
  const expected = expectedOf(assertion, redact);
  if (values.length === 0) return { code: 'missing', facts: { expected } };
  const found = values.slice(0, maxShownValues).map((value) => foundOf(assertion, value, redact));
  const [name = ''] = names;
  const of = name === '' ? {} : { of: oneLine(redact(name), longestName) };
  return { code: 'differs', facts: { found, more: values.length - found.length, expected, ...of } };
}

function foundOf(assertion: Assertion, value: Json, redact: Redact): string {
  return shapeOf(assertion.on).isContent && typeof value === 'string'
    ? quoted(assertion, value, redact)
    : shown(value, redact);
}

/** Of a long body the relevant part is quoted. It is redacted before it is cut, so that no half of a secret remains. */
function quoted(assertion: Assertion, body: string, redact: Redact): string {
  const begin = focusOf(assertion, body, maxQuotedLength);
  if (begin === 0) return shown(body, redact, maxQuotedLength);
  const windowBegin = Math.max(0, begin - maxSecretLength);
  const readable = redact(body.slice(windowBegin, begin + maxQuotedLength + maxSecretLength));
  const from = redact(body.slice(windowBegin, begin)).length;
  return excerpt(`…${readable.slice(from).replace(/^[\uDC00-\uDFFF]/, '')}`, maxQuotedLength);
}

/** A pattern as it was written; of a list, each item. */
export function expectedOf({ is, value = true }: Assertion, redact: Redact): readonly string[] {
  if (is === 'matches' && typeof value === 'string') return [redact(value)];
  if (is !== 'in' || !isList(value)) return [shown(value, redact)];
  const choices = value.slice(0, maxShownChoices).map((choice) => shown(choice, redact));
  return value.length > choices.length ? [...choices, '…'] : choices;
}
