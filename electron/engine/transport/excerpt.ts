import { escapeUnprintable } from '../../contract/plain-text.ts';

/**
 * Untrusted text in a one-line message: quoted, cut to a length, with line breaks, control characters and marks of
 * direction escaped, so that `"ok"` differs from `"ok\n"`. Text that contains double quotes is put in single quotes, as
 * people write it in YAML.
 */
export function excerpt(text: string, maxLength = 200): string {
  const escaped = escapeUnprintable(JSON.stringify(shorten(text, maxLength)).slice(1, -1));
  if (!text.includes('"') || text.includes("'")) return `"${escaped}"`;
  return `'${escaped.replaceAll('\\"', '"')}'`;
}

/** At most `maxLength` characters, ending with an ellipsis if cut; never splits a surrogate pair. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const kept = text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '');
  // A copy: in V8 a substring keeps its parent alive, here a whole body for a short message.
  return `${Buffer.from(kept).toString()}…`;
}
