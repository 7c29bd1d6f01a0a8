/**
 * The class that scopes the styles of a component. Most elements of the window have one, and no compression shortens a
 * hash: it is the number of the component.
 */
import { globSync } from 'node:fs';
import { resolve, sep } from 'node:path';

const components = globSync('renderer/**/*.svelte', { cwd: resolve(import.meta.dirname, '..') })
  .map((file) => file.split(sep).join('/'))
  .sort();

interface Styles {
  readonly css: string;
  /** The type check calls it without. */
  readonly filename?: string;
  readonly hash: (text: string) => string;
}

export function cssHash({ css, filename = '', hash }: Styles): string {
  const number = components.findIndex((file) => filename.endsWith(file));
  return number < 0 ? hash(css) : `s${number.toString(36)}`;
}
