/**
 * What a request header may be. Names are tokens (RFC 9110, 5.6.2) and values one line of bytes; what belongs to the
 * connection is the program's own.
 */
import type { HttpAuth } from '../../../contract/model/monitor.ts';
import type { Secret } from '../../../contract/model/secret.ts';
import { collectErrors, type FieldError, type FieldErrors } from '../../monitors/field-errors.ts';

type Headers = Readonly<Record<string, Secret>>;

const mostHeaders = 50;
const longestValue = 8_192;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const oneLine = /^[\t\x20-\x7e\x80-\xff]*$/;
const ownHeaders = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export function headerErrors(headers: Headers, auth: HttpAuth | null): FieldErrors {
  const entries = Object.entries(headers);
  if (entries.length > mostHeaders) return { headers: `must not be more than ${String(mostHeaders)}` };
  const seen = new Set<string>();
  const errors: Record<string, FieldError> = {};
  for (const [name, value] of entries) {
    const lower = name.toLowerCase();
    const isSetByAuth = lower === 'authorization' && auth !== null;
    if (seen.has(lower)) errors[`headers.${name}`] = 'is given twice';
    else if (isSetByAuth) errors[`headers.${name}`] = 'is set by the login already: keep one of the two';
    else errors[`headers.${name}`] = nameError(name) ?? headerValueError(value);
    seen.add(lower);
  }
  return collectErrors(errors);
}

function nameError(name: string): FieldError {
  if (name.length > 200 || !token.test(name)) return 'is not a header name';
  return ownHeaders.has(name.toLowerCase()) ? 'is set by the connection itself' : null;
}

/** A value that is hidden was checked when it was stored. */
export function headerValueError(value: Secret): FieldError {
  if (typeof value !== 'string') return null;
  if (value.length > longestValue) return `must not be longer than ${String(longestValue)} characters`;
  return oneLine.test(value) ? null : 'must be one line of Latin characters';
}
