/** Text from outside as Markdown that shows it unchanged, in the dialects of Discord and Mattermost. */

/** Control characters of Markdown are escaped, and `@everyone` and the like notify nobody. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_~|>#[\]()<!+-]/gu, '\\$&').replaceAll('@', '@\u200b');
}

/** The longest beginning whose escaped form has at most `max` UTF-16 units; never splits an escape. */
export function escapedMarkdown(text: string, max: number): string {
  const whole = escapeMarkdown(text);
  if (whole.length <= max) return whole;
  let cut = '';
  for (const character of text) {
    const next = escapeMarkdown(character);
    if (cut.length + next.length > max - 1) break;
    cut += next;
  }
  return `${cut}…`;
}
