import { readFileSync } from 'node:fs';
import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { refuseUnused, withoutUnused } from '../../build/unused-svelte.ts';

const internals = '../../node_modules/svelte/src/internal';

function reducedModule(name: string): string {
  const module = new URL(`${internals}/${name}`, import.meta.url);
  return withoutUnused(module.pathname, readFileSync(module, 'utf8'));
}

const compiled = (markup: string): string =>
  compile(`<script>let { given } = $props();</script>${markup}`, { generate: 'client', runes: true }).js.code;

test.each([
  ['client/dom/hydration.js', 'export const hydrating = false;'],
  ['client/render.js', 'branch(() => children(anchor))'],
  ['client/reactivity/async.js', 'if (true) {'],
  ['client/dom/blocks/each.js', 'var is_animated = false;'],
  ['shared/attributes.js', 'if (false) {'],
  ['client/reactivity/batch.js', 'if (false) {'],
  ['client/runtime.js', 'var is_fork = false;'],
])("the installed Svelte's %s does without what the window does not use", (name, left) => {
  expect(reducedModule(name)).toContain(left);
});

test('a Svelte that is written differently fails the build', () => {
  expect(() => withoutUnused('svelte/src/internal/client/dom/hydration.js', 'export let hydrating = true;')).toThrow(
    /hydration\.js: expected once, found 0 times/,
  );
});

test.each([
  '<svelte:boundary>{given}</svelte:boundary>',
  '{#each given as one (one)}<i animate:given>{one}</i>{/each}',
  '<p class="one" class:two={given}>{given}</p>',
  '<p style={given} style:top={given}>{given}</p>',
  '<p {...given} class:two={given.two}></p>',
  '<p {...given} style:top={given.top}></p>',
])('a component that needs what is left out fails the build: %s', (markup) => {
  expect(() => refuseUnused(compiled(markup))).toThrow(/unused-svelte\.ts leaves out what this needs/);
});

test('what the components use is not refused', () => {
  const code = compiled(
    '<p class={{ two: given }} style:top={given}>{given}</p>{#each given as one (one)}<i></i>{/each}',
  );
  expect(refuseUnused(code)).toBe(code);
});
