/** Removes secrets from what is kept of a response: the monitor's own wherever they occur, and those that the server sets. */
import type { Monitor } from '../../contract/monitors/registry.ts';
import { isSecretHeader } from '../fields/secret-header.ts';
import { monitorSecrets } from '../monitors/secrets.ts';

export type Redact = (text: string) => string;

const mask = '***';
/** A shorter secret is redacted only as a whole word: the secret `a` would otherwise mask every text. */
const shortSecret = 4;

/** A monitor and its secrets are used for many checks. */
const redactors = new WeakMap<Monitor, Redact>();

export function redactorFor(monitor: Monitor): Redact {
  const known = redactors.get(monitor);
  if (known !== undefined) return known;
  const redact = makeRedactor(monitorSecrets(monitor));
  redactors.set(monitor, redact);
  return redact;
}

/** @param secrets longest first. */
export function makeRedactor(secrets: readonly string[]): Redact {
  const forms = secrets.flatMap(formsOf);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.map(patternOf).join('|'), 'gu');
  return (text) => text.replace(pattern, mask);
}

/** As it is, within JSON, and within a URL. */
function formsOf(secret: string): readonly string[] {
  return Array.from(new Set([JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), secret]));
}

function patternOf(secret: string): string {
  const literal = secret.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return secret.length < shortSecret ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
}

/** A response header as it is kept, by lower-case name; cookies keep their name and attributes. */
export function redactHeader(name: string, value: string, redact: Redact): string {
  if (name === 'set-cookie') return value.replace(/^([^=;\n]+=)?[^;\n]*/gm, `$1${mask}`);
  return isSecretHeader(name) ? mask : redact(value);
}
