/**
 * Text from outside as part of a one-line message: in quotes, cut to a length, line breaks and control characters
 * escaped, so that `"ok"` and `"ok\n"` are told apart. Text with double quotes stands in single ones, as people write it in YAML.
 */
export function excerpt(text: string, maxLength = 200): string {
  const escaped = JSON.stringify(shorten(text, maxLength)).slice(1, -1);
  if (!text.includes('"') || text.includes("'")) return `"${escaped}"`;
  return `'${escaped.replaceAll('\\"', '"')}'`;
}

/** At most `maxLength` characters, the last one an ellipsis where something was cut; never half a surrogate pair. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const kept = text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '');
  // A copy: V8 keeps the whole of a text alive for a part of it, here a body for a message.
  return `${Buffer.from(kept).toString()}…`;
}
