/** Texts and values as RE2 patterns, which Prometheus' programs and Vigilmon have in common. Pure. */
import type { Json } from '../../../../contract/model/monitor.ts';

export function quoted(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/gu, '\\$&');
}

/** A JSON text also with other white space between its tokens, as `contains` compares it. */
export function quotedLoosely(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|\s+|[{}[\]:,]|[^"\s{}[\]:,]+|"/gu) ?? [];
  const isJson = /^\s*(?:"(?:[^"\\]|\\.)*"\s*[:,}\]]|[{[])/u.test(text);
  if (!isJson) return quoted(text);
  return tokens
    .map((token) =>
      /^\s+$/u.test(token) ? '' : /^[{}[\]:,]$/u.test(token) ? `\\s*${quoted(token)}\\s*` : quoted(token),
    )
    .join('')
    .replace(/(?:\\s\*)+/gu, '\\s*')
    .replace(/^\\s\*|\\s\*$/gu, '');
}

/** As it is compared with a text. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** The whole text. */
export function exactly(text: string): string {
  return `\\A${quoted(text)}\\z`;
}

export function anyOf(patterns: readonly string[]): string {
  return `(?:${patterns.join('|')})`;
}

/**
 * A member of that name with that value, wherever it stands: for paths that end in a name, and values that are not
 * nested. Null: there is no such pattern.
 */
export function jsonMember(path: string, value: Json | undefined): string | null {
  const [, name] = /^\$(?:\.[A-Za-z_][\w-]*)*\.([A-Za-z_][\w-]*)$/u.exec(path) ?? [];
  if (name === undefined || value === undefined || typeof value === 'object') return null;
  const end = typeof value === 'string' ? '' : '\\b';
  return `"${quoted(name)}"\\s*:\\s*${quoted(JSON.stringify(value))}${end}`;
}
