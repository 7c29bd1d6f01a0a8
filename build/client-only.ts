/**
 * Leaves out of the window what Svelte has for pages that a server rendered. The window is always drawn from nothing:
 * `hydrating` never becomes true, so the bundler may drop what depends on it, and the steps that compiled components
 * take through markup which is already there. No component has slots either; Svelte only names those that it passes.
 */
import type { Plugin } from 'vite';

const stepThroughMarkup = /^\s*\$\.(?:reset|next)\([^()]*\);\n/gm;
const namesOfSlots = /,\s*\$\$slots: \{[\w\s:,]*\}/g;

export function clientOnly(): Plugin {
  return {
    name: 'client-only',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: [/\.svelte$/, /svelte\/src\/internal\/client\/dom\/hydration\.js$/] },
      handler: (code, id) => ({ code: id.endsWith('.svelte') ? withoutSteps(code) : neverHydrating(code), map: null }),
    },
  };
}

export function withoutSteps(component: string): string {
  return component.replace(stepThroughMarkup, '').replace(namesOfSlots, '');
}

export function neverHydrating(hydration: string): string {
  return replaceOnce(
    replaceOnce(hydration, 'export let hydrating = false;', 'export const hydrating = false;'),
    'hydrating = value;',
    '',
  );
}

/** Fails the build when another version of Svelte is written differently. */
function replaceOnce(text: string, old: string, replacement: string): string {
  const parts = text.split(old);
  if (parts.length !== 2)
    throw new Error(`svelte's hydration.js: expected once, found ${parts.length - 1} times: ${old}`);
  return parts.join(replacement);
}
