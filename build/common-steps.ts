/**
 * Most of what components draw is one text, by itself or alone in an element, and one or the other of two parts. Svelte
 * compiles each to the same statements; here they are one call of a function that all components share.
 */
const source = 'virtual:common-steps';

/** What a module of the window imports. */
export const commonSteps = {
  id: source,
  code: `import { append, child, if as either, set_text, template_effect } from 'svelte/internal/client';
export function $onlyText(anchor, node, words) {
  const text = node.nodeType === Node.TEXT_NODE ? node : child(node, true);
  template_effect(() => set_text(text, words()));
  append(anchor, node);
}
export function $either(node, holds, one, other) {
  either(node, (render) => {
    if (holds()) render(one);
    else if (other !== undefined) render(other, -1);
  });
}
`,
};

/** An element or nothing; its text; the effect, with its value in place or beside it; and where it goes. */
const drawn =
  /^\t+(?:var (?<element>[\w$]+) = (?<template>\$template[\w$]*\(\));\s*)?var (?<text>[\w$]+) = (?:\$\.only_child\(\k<element>, true\)|\$\.text\(\));\s*\$\.template_effect\((?:\(\) => \$\.set_text\(\k<text>, (?<words>.+)\)|\(\$0\) => \$\.set_text\(\k<text>, \$0\), \[\(\) => (?<computed>.+)\])\);\s*\$\.append\(\$\$anchor, (?:\k<element>|\k<text>)\);$/gm;

interface Drawn {
  readonly template?: string;
  readonly words?: string;
  readonly computed?: string;
}

/** One condition, the part drawn if it holds, and the one drawn otherwise, if there is one. */
const chosen =
  /\$\.if\(([\w$]+), \(\$\$render\) => \{\s*if \((.+)\) \$\$render\((\w+)\);(?: else \$\$render\((\w+), -1\);)?\s*\}\);/g;

/** @param component As Svelte compiles it, with templates of own names (gather.ts). */
export function withCommonSteps(component: string): string {
  const short = component
    .replace(drawn, (...match: readonly unknown[]) => {
      const { template = '$.text()', words, computed = '' } = match.at(-1) as Drawn;
      return `$onlyText($$anchor, ${template}, () => ${words ?? computed});`;
    })
    .replace(chosen, (_all, ...[node, holds, one, other]: readonly string[]) => {
      const parts = [node, `() => ${holds ?? ''}`, one, other].filter((part) => part !== undefined);
      return `$either(${parts.join(', ')});`;
    });
  return short === component ? component : `import { $either, $onlyText } from '${source}';\n${short}`;
}
