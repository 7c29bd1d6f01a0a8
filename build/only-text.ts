/**
 * Much of what components draw is one text, by itself or alone in an element. Svelte compiles each to the same four
 * statements; here they are one call of a function that all share.
 */
const source = 'virtual:only-text';

/** What a module of the window imports. */
export const onlyText = {
  id: source,
  code: `import { append, child, set_text, template_effect } from 'svelte/internal/client';
export function $onlyText(anchor, node, words) {
  const text = node.nodeType === Node.TEXT_NODE ? node : child(node, true);
  template_effect(() => set_text(text, words()));
  append(anchor, node);
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

/** @param component As Svelte compiles it, with templates of own names (gather.ts). */
export function withOnlyText(component: string): string {
  const short = component.replace(drawn, (...match: readonly unknown[]) => {
    const { template = '$.text()', words, computed = '' } = match.at(-1) as Drawn;
    return `$onlyText($$anchor, ${template}, () => ${words ?? computed});`;
  });
  return short === component ? component : `import { $onlyText } from '${source}';\n${short}`;
}
