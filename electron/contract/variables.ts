/**
 * `${NAME}` in the configuration file stands for a variable of the environment; `$${NAME}` is the text `${NAME}` itself.
 * Filled in only after the file has been parsed, so that no value can change the file's structure.
 */
const reference = /\$(\$?)\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Every variable that the text refers to, once, in order. A comment counts, too: more names than needed do no harm. */
export function variableNames(text: string): readonly string[] {
  const names = [...text.matchAll(reference)].filter(([, escape]) => escape === '').map(([, , name = '']) => name);
  return [...new Set(names)];
}

export interface FilledText {
  readonly text: string;
  /** Variables that are not set; they stay as they were written. */
  readonly missing: readonly string[];
  readonly hasVariables: boolean;
}

export function fillVariables(text: string, env: Readonly<Record<string, string>>): FilledText {
  const missing: string[] = [];
  let hasVariables = false;
  const filled = text.replace(reference, (written, escape: string, name: string) => {
    if (escape !== '') return written.slice(1);
    hasVariables = true;
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value === undefined) missing.push(name);
    return value ?? written;
  });
  return { text: filled, missing, hasVariables };
}

/** The way to write a text so that filling in variables gives the same text again. */
export function escapeVariables(text: string): string {
  return text.replace(reference, '$$$&');
}
