/**
 * `${NAME}` in the configuration file refers to an environment variable; `$${NAME}` is the literal text `${NAME}`.
 * References are filled in after parsing, so that no value can change the structure of the file.
 */
const reference = /\$(\$?)\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Every variable that the text refers to, once, in order. Comments count as well: extra names do no harm. */
export function variableNames(text: string): readonly string[] {
  const names = [...text.matchAll(reference)].filter(([, escape]) => escape === '').map(([, , name = '']) => name);
  return [...new Set(names)];
}

interface FilledText {
  readonly text: string;
  /** Variables that are not set; their references stay unchanged. */
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

/** Escapes a text so that filling in variables yields it unchanged. */
export function escapeVariables(text: string): string {
  return text.replace(reference, '$$$&');
}
