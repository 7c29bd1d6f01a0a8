/**
 * Compares a failed response with the last good one: status, headers and, if both bodies are JSON, each field. Pure.
 */
import type { Json } from '../../electron/contract/model/monitor.ts';
import type { ResponseEvidence } from '../../electron/contract/model/state.ts';
import { compareJson, type JsonChange } from './json-diff.ts';

interface HeaderChange {
  readonly name: string;
  /** Null: missing. */
  readonly before: string | null;
  readonly after: string | null;
}

interface EvidenceDiff {
  /** Null: unchanged. */
  readonly status: { readonly before: number; readonly after: number } | null;
  /** By name, without those that differ in every response. */
  readonly headers: readonly HeaderChange[];
  readonly body:
    | { readonly kind: 'same' }
    | { readonly kind: 'json'; readonly changes: readonly JsonChange[] }
    /** One of them is not JSON, or was truncated. */
    | { readonly kind: 'text' };
}

/** They describe when a response was made, not what it is. */
const restless = new Set([
  'date',
  'age',
  'expires',
  'etag',
  'last-modified',
  'set-cookie',
  'content-length',
  'server-timing',
]);

export function compareEvidence(before: ResponseEvidence, after: ResponseEvidence): EvidenceDiff {
  return {
    status: before.status === after.status ? null : { before: before.status, after: after.status },
    headers: compareHeaders(before.headers, after.headers),
    body: compareBodies(before, after),
  };
}

type Headers = ResponseEvidence['headers'];

function compareHeaders(before: Headers, after: Headers): readonly HeaderChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter(
      (name) => !restless.has(name) && !/request-?id|trace|correlation/.test(name) && before[name] !== after[name],
    )
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }));
}

function compareBodies(before: ResponseEvidence, after: ResponseEvidence): EvidenceDiff['body'] {
  if (before.body === after.body && !before.bodyTruncated && !after.bodyTruncated) return { kind: 'same' };
  const [earlier, later] = [documentOf(before), documentOf(after)];
  if (earlier === null || later === null) return { kind: 'text' };
  const changes = compareJson(earlier.value, later.value);
  return changes.length === 0 ? { kind: 'same' } : { kind: 'json', changes };
}

/** A lone string or number is JSON too, but has no fields. */
function documentOf({ body, bodyTruncated }: ResponseEvidence): { readonly value: Json } | null {
  if (bodyTruncated) return null;
  try {
    // JSON.parse produces only JSON.
    const value = JSON.parse(body) as Json;
    return typeof value === 'object' && value !== null ? { value } : null;
  } catch {
    return null;
  }
}
