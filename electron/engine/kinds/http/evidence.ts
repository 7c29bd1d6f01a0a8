/** The part of a response that is kept: enough to see what was wrong, small and without secrets. */
import type { ResponseEvidence } from '../../../contract/model/state.ts';
import { decodeText } from './charset.ts';
import { shorten } from '../../transport/excerpt.ts';
import type { FinalResponse } from './follow.ts';
import type { ProbedResponse } from './probed-response.ts';
import { redactHeader, type Redact } from '../../transport/redaction.ts';

const maxBodyBytes = 4_096;
/** Decoded beyond what is kept, so that a secret at the cut is complete when it is redacted. */
const marginBytes = 10_000;
const maxHeaderLength = 1_000;
const maxHeaders = 100;

export function evidenceOf(final: FinalResponse, { redact, readText }: ProbedResponse): ResponseEvidence {
  const { status, httpVersion, headers, body, redirectedTo } = final;
  const beginning = body.bytes.subarray(0, maxBodyBytes + marginBytes);
  const isAll = beginning.length === body.bytes.length;
  const text = redact(isAll ? readText() : decodeText(beginning, headers['content-type'] ?? ''));
  const kept = firstBytes(text, maxBodyBytes);
  return {
    status,
    httpVersion,
    headers: keptHeaders(headers, redact),
    // Binary content, such as an image.
    body: kept.includes('\0') ? '' : kept,
    bodyBytes: body.bytes.length,
    bodyTruncated: body.isTruncated || kept.length < text.length || !isAll,
    finalUrl: redirectedTo === null ? null : redact(redirectedTo.href),
  };
}

function keptHeaders(headers: FinalResponse['headers'], redact: Redact): ResponseEvidence['headers'] {
  const kept: Record<string, string> = {};
  for (const name of Object.keys(headers).slice(0, maxHeaders)) {
    kept[name] = shorten(redactHeader(name, headers[name] ?? '', redact), maxHeaderLength);
  }
  return kept;
}

/** A copy of the beginning of the text that ends with a complete character. */
function firstBytes(text: string, maxBytes: number): string {
  // No character has more than three bytes per UTF-16 code unit.
  if (text.length * 3 <= maxBytes) return text;
  const bytes = Buffer.from(text);
  return bytes.length <= maxBytes ? text : bytes.toString('utf8', 0, maxBytes).replace(/\uFFFD{1,3}$/, '');
}
