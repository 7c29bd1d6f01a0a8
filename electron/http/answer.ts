/** The listener's two kinds of response: a line of text (pings), or a Result as JSON (the API). */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Refusal } from '../contract/refusal.ts';
import type { ErrorCode, Result } from '../contract/result.ts';
import { wordError } from '../engine/wording/word-error.ts';
import type { Wording } from '../engine/wording/wording.ts';

const always = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } as const;

const statusOfError: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unavailable: 503,
  internal: 500,
};

export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers?: OutgoingHttpHeaders,
): void {
  response.writeHead(status, {
    ...always,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** `status` is given where the error's code alone is not specific enough (405). */
export function answerResult(response: ServerResponse, result: Result<unknown>, status?: number): void {
  const body = Buffer.from(JSON.stringify(result));
  response.writeHead(status ?? (result.ok ? 200 : statusOfError[result.error.code]), {
    ...always,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    ...(!result.ok && result.error.code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer' } : {}),
  });
  response.end(body);
}

interface RefusalWords {
  readonly wording: Wording;
  readonly status?: number;
}

export function answerRefusal(response: ServerResponse, refusal: Refusal, { wording, status }: RefusalWords): void {
  answerResult(response, { ok: false, error: wordError(refusal, wording) }, status);
}
