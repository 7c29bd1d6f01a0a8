/**
 * Removes secrets from what is kept of a response: the monitor's own wherever they occur, in any spelling (spellings.ts)
 * and in base64, and those that the server sets.
 */
import type { Monitor } from '../../contract/monitors/registry.ts';
import { isSecretHeader } from '../fields/secret-header.ts';
import { monitorSecrets } from '../monitors/secrets.ts';
import { secretMatcher, type Pattern, type Range } from './secret-matcher.ts';

export type Redact = (text: string) => string;

const mask = '***';
/** A shorter secret is redacted only as a whole word: the secret `a` would otherwise mask every text. */
const shortSecret = 4;
/** A longer secret is found in pieces of this length, so that a part of it is masked as well. */
const pieceLength = 128;
/** Longer ones are request bodies, which nobody sends in base64. */
const longestInBase64 = 8_192;

/** A monitor and its secrets are used for many checks. */
const redactors = new WeakMap<Monitor, Redact>();

export function redactorFor(monitor: Monitor): Redact {
  const known = redactors.get(monitor);
  if (known !== undefined) return known;
  const redact = makeRedactor(monitorSecrets(monitor));
  redactors.set(monitor, redact);
  return redact;
}

export function makeRedactor(secrets: readonly string[]): Redact {
  const patterns = secrets.filter((secret) => secret !== '').flatMap(patternsOf);
  if (patterns.length === 0) return (text) => text;
  // Most secrets are never looked for: a check that passes shows nothing.
  let find: ((text: string) => readonly Range[]) | null = null;
  return (text) => {
    find ??= secretMatcher(patterns);
    return masked(text, find(text));
  };
}

function patternsOf(secret: string): readonly Pattern[] {
  const isWord = secret.length < shortSecret;
  return [
    ...piecesOf(secret).map((text) => ({ text, isWord, isBase64: false })),
    ...base64Of(secret)
      .flatMap(piecesOf)
      .map((text) => ({ text, isWord: false, isBase64: true })),
  ];
}

/** The last piece overlaps the one before, so that none is short. */
function piecesOf(secret: string): readonly string[] {
  if (secret.length <= 2 * pieceLength) return [secret];
  const count = Math.ceil(secret.length / pieceLength);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.min(index * pieceLength, secret.length - pieceLength);
    return secret.slice(from, from + pieceLength);
  });
}

/** In each of the three alignments, the characters that depend on the secret alone; in both alphabets. */
function base64Of(secret: string): readonly string[] {
  if (secret.length < shortSecret || secret.length > longestInBase64) return [];
  const forms = [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
    return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
  return Array.from(new Set(forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])));
}

function masked(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  const parts: string[] = [];
  let end = 0;
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    if (to <= end) continue;
    if (from >= end && (from > end || parts.length === 0)) parts.push(text.slice(end, from), mask);
    end = to;
  }
  parts.push(text.slice(end));
  return parts.join('');
}

/** A response header as it is kept, by lower-case name; cookies keep their name and attributes. */
export function redactHeader(name: string, value: string, redact: Redact): string {
  if (name === 'set-cookie') return value.replace(/^([^=;\n]+=)?[^;\n]*/gm, `$1${mask}`);
  return isSecretHeader(name) ? mask : redact(value);
}
