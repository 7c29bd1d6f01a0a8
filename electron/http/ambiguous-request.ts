/**
 * Requests that two readers could understand differently are rejected (RFC 9112, 3.2 and 11.2). Node's parser rejects
 * conflicting lengths, folded headers and control characters by itself. Of repeated headers it silently takes the first,
 * and it accepts the target of a request to a proxy, which names another host than the header does.
 */
import type { IncomingMessage } from 'node:http';

/** A request has at most one of each: access, origin or length depend on them. */
const singleHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'content-length',
  'content-type',
  'host',
  'origin',
  'transfer-encoding',
]);

export function isAmbiguous({ url = '', rawHeaders }: Pick<IncomingMessage, 'url' | 'rawHeaders'>): boolean {
  return !url.startsWith('/') || hasRepeated(rawHeaders);
}

/** @param rawHeaders names and values in turn. */
function hasRepeated(rawHeaders: readonly string[]): boolean {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (!singleHeaders.has(name)) continue;
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}
