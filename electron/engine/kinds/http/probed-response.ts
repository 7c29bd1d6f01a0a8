/** A response as assertions read it. Text and JSON are parsed once, on first use. */
import type { Body } from './body.ts';
import { decodeText } from './charset.ts';
import { parseJson, type JsonDocument } from '../../assertions/json-text.ts';
import { once } from '../../../contract/once.ts';

export interface ProbedResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly responseTime: number;
  readonly finalUrl: string;
  /** Null: there was no certificate. */
  readonly certificateDays: number | null;
  /** The decoded body; null: not all of it was read. */
  readonly text: () => string | null;
  /** The decoded part of the body that was read. */
  readonly readText: () => string;
  /** Null: the body is not JSON. */
  readonly json: () => JsonDocument | null;
  /** Removes secrets from text that will be shown. */
  readonly redact: (text: string) => string;
}

interface ResponseParts {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly responseTime: number;
  readonly finalUrl?: string;
  readonly certificateDays?: number | null;
  readonly body: Body;
  readonly redact: (text: string) => string;
}

export function probedResponse({ body, ...rest }: ResponseParts): ProbedResponse {
  const readText = once(() => decodeText(body.bytes, rest.headers['content-type'] ?? ''));
  const text = (): string | null => (body.isTruncated ? null : readText());
  const json = once(() => {
    const all = text();
    return all === null ? null : parseJson(all);
  });
  return { finalUrl: '', certificateDays: null, ...rest, text, readText, json };
}
