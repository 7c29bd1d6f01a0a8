/**
 * V8 keeps the whole source of a program in memory, and one character beyond Latin-1 makes it take two bytes for each.
 * So such characters are written as escapes in what the main process and the command line load.
 */
import type { Plugin } from 'vite';

export function oneByte(): Plugin {
  return {
    name: 'one-byte',
    apply: 'build',
    enforce: 'post',
    applyToEnvironment: ({ config }) => config.consumer === 'server',
    generateBundle: (_options, bundle) => {
      for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = inOneByte(file.code);
    },
  };
}

const beyondAscii = /(\\*)([^\0-\x7f])/g;

const raw = /\bString\.raw`[^`]*[^\0-\x7f`]/;

/**
 * In strings, templates and regular expressions an escape means the same as its character, in names too. After a
 * backslash and in `String.raw` it would not: the build fails there. Lines stay as they are, so the source map holds.
 */
export function inOneByte(code: string): string {
  const found = raw.exec(code)?.[0];
  if (found !== undefined) throw new Error(`a raw text with a character beyond ASCII: ${found}`);
  return code.replace(beyondAscii, (found: string, slashes: string, character: string) => {
    if (slashes.length % 2 === 1) throw new Error(`an escaped character that needs no escape: ${found}`);
    return `${slashes}\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
