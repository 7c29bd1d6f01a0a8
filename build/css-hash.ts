/**
 * The class that scopes the styles of a component. Most elements of the window have one, and no compression shortens a
 * hash: it is the number of the component.
 */
import { globSync } from 'node:fs';
import { resolve, sep } from 'node:path';

const components = globSync('renderer/**/*.svelte', { cwd: resolve(import.meta.dirname, '..') })
  .map((file) => file.split(sep).join('/'))
  .sort();

export function cssHash({ filename }: { readonly filename: string }): string {
  const number = components.findIndex((file) => filename.endsWith(file));
  if (number < 0) throw new Error(`${filename} is not a component of the window`);
  return `s${number.toString(36)}`;
}
