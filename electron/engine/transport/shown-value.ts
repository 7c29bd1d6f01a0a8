/** Values from a response as text for people: redacted, on one line, cut to a length. */
import type { Json } from '../../contract/model/monitor.ts';
import { excerpt, shorten } from './excerpt.ts';
import { textOf } from '../assertions/operators.ts';
import { numberText } from '../assertions/written-number.ts';

type Redact = (text: string) => string;

/** No secret is longer. Text is redacted before it is cut, so that no part of a secret remains. */
export const maxSecretLength = 10_000;

/** As part of a message: text in quotes, anything else as JSON. */
export function shown(value: Json, redact: Redact, maxLength = 100): string {
  const text = redacted(value, redact, maxLength);
  return typeof value === 'string' && numberText(value) === null ? excerpt(text, maxLength) : shorten(text, maxLength);
}

/** On its own: text without quotes. */
export function plain(value: Json, redact: Redact, maxLength: number): string {
  return shorten(redacted(value, redact, maxLength), maxLength);
}

function redacted(value: Json, redact: Redact, maxLength: number): string {
  return redact(textOf(value).slice(0, maxLength + maxSecretLength));
}
