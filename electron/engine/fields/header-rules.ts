/**
 * Validates request headers. Names are tokens (RFC 9110, 5.6.2) and values one line of bytes; headers of the connection
 * are reserved.
 */
import { problem, type Problem } from '../../contract/problems.ts';
import type { Secret } from '../../contract/model/secret.ts';

const longestName = 200;
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

export function headerNameProblem(name: string): Problem | null {
  if (name.length > longestName || !token.test(name)) return problem('not-header-name');
  return ownHeaders.has(name.toLowerCase()) ? problem('header-of-connection') : null;
}

/** A hidden value was validated when it was stored. */
export function headerValueProblem(value: Secret): Problem | null {
  if (typeof value !== 'string') return null;
  if (value.length > longestValue) return problem('too-long', { most: longestValue });
  return oneLine.test(value) ? null : problem('not-latin-line');
}
