/**
 * Text with placeholders, `{{monitor.name}}`, from which a JSON or form body is made. A value can never break out of its
 * placeholder: it is escaped within a JSON string, a JSON value of its own elsewhere, and URL-encoded in a form. So a
 * valid template stays valid, whatever the values.
 */
import { jsonErrorAt, positionIn } from './json-error.ts';
import { problem, type Problem } from './problems.ts';

export const templateFormats = ['json', 'form'] as const;
/** Characters. */
export const longestTemplate = 20_000;
export type TemplateFormat = (typeof templateFormats)[number];

export type TemplateValue = string | number | null;
/** Called with the names that `templateProblem` accepted. */
type TemplateValues = (name: string) => TemplateValue;

const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/gu;

/** Null: the template is valid. */
export function templateProblem(template: string, format: TemplateFormat, names: readonly string[]): Problem | null {
  const unknown = Array.from(template.matchAll(placeholder), ([, name = '']) => name).find(
    (name) => !names.includes(name),
  );
  if (unknown !== undefined) return problem('unknown-placeholder', { name: unknown, names });
  return format === 'json' ? jsonProblem(template) : formProblem(template);
}

export function fillTemplate(template: string, format: TemplateFormat, values: TemplateValues): string {
  return format === 'json' ? fillJson(template, values) : fillForm(template, values);
}

function jsonProblem(template: string): Problem | null {
  const at = jsonErrorAt(template);
  return at === null ? null : problem('not-json-template', positionIn(template, at));
}

/** A string of JSON, closed or not, or a placeholder outside of strings. */
const jsonToken = /"(?:[^"\\]|\\[^])*"?|\{\{\s*([^{}]*?)\s*\}\}/gu;

function fillJson(template: string, values: TemplateValues): string {
  return template.replace(jsonToken, (token, name: string | undefined) =>
    name === undefined
      ? fillText(token, (inner) => JSON.stringify(asText(values(inner))).slice(1, -1))
      : JSON.stringify(values(name)),
  );
}

/** One `name=value` per line; empty lines are skipped. */
function formLines(template: string): readonly { readonly number: number; readonly line: string }[] {
  return template
    .split(/\r?\n/u)
    .map((line, index) => ({ number: index + 1, line: line.trim() }))
    .filter(({ line }) => line !== '');
}

function formProblem(template: string): Problem | null {
  const wrong = formLines(template).find(({ line }) => line.indexOf('=') < 1);
  return wrong === undefined ? null : problem('not-form-line', { line: wrong.number });
}

function fillForm(template: string, values: TemplateValues): string {
  const pairs = formLines(template).map(({ line }): [string, string] => {
    const at = line.indexOf('=');
    const fill = (text: string): string => fillText(text, (name) => asText(values(name)));
    return [fill(line.slice(0, at).trim()), fill(line.slice(at + 1).trim())];
  });
  return new URLSearchParams(pairs).toString();
}

function fillText(text: string, valueOf: (name: string) => string): string {
  return text.replace(placeholder, (_, name: string) => valueOf(name));
}

function asText(value: TemplateValue): string {
  return value === null ? '' : String(value);
}
