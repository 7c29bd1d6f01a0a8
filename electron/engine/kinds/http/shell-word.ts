/** Words of a command for POSIX shells: whatever a text contains, the command gets it as one argument, unchanged. */

/** Text, and variables of the shell that stand for what must not be written down. */
export type ShellPart = string | { readonly variable: string };

/** Without meaning to any shell, wherever they stand. */
const plainWord = /^[\w%+:,./@-][\w%+=:,./@-]*$/;

export function shellWord(...parts: readonly ShellPart[]): string {
  const texts = parts.filter((part) => part !== '');
  if (texts.length === 0) return "''";
  return texts.map((part) => (typeof part === 'string' ? quoted(part) : `"$${part.variable}"`)).join('');
}

function quoted(text: string): string {
  return plainWord.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
