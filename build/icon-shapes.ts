/**
 * Puts the shapes of the window's icons into its page, so that its scripts only name them: the browser reads them with
 * the page and draws each by reference, which `hidden` around them does not prevent.
 */
import * as lucide from 'lucide';
import type { IconNode } from 'lucide';
import type { Plugin } from 'vite';
import { icons } from '../renderer/icons.ts';

export function iconShapes(): Plugin {
  return {
    name: 'icon-shapes',
    transformIndexHtml: () => [
      { tag: 'div', attrs: { hidden: true }, children: `<svg>${shapesOfAll()}</svg>`, injectTo: 'body-prepend' },
    ],
  };
}

/** Each is a group with the ID that `ui/Icon.svelte` refers to. */
export function shapesOfAll(): string {
  return icons.map((name) => `<g id="icon-${name}">${lucide[name].map(written).join('')}</g>`).join('');
}

function written([tag, attributes]: IconNode[number]): string {
  const words = Object.entries(attributes).map(([name, value]) => ` ${name}="${String(value)}"`);
  return `<${tag}${words.join('')}/>`;
}
