import { readFileSync } from 'node:fs';
import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { neverHydrating, withoutSteps } from '../../build/client-only.ts';

const nested = `<script>
  import Button from './Button.svelte';
  let { name } = $props();
</script>
<div><p>{name}</p><Button>{name}</Button></div>`;

test('a component keeps everything but its steps through markup and the names of its slots', () => {
  const { code } = compile(nested, { generate: 'client' }).js;
  const dropped = /\$\.(?:reset|next)\(|\$\$slots/;
  expect(code).toMatch(dropped);
  const kept = withoutSteps(code);
  expect(kept).not.toMatch(dropped);
  expect(kept.match(/\$\.\w+/g)).toEqual(code.match(/\$\.(?!reset|next)\w+/g));
});

test("the installed Svelte's hydration is off for good", () => {
  const module = new URL('../../node_modules/svelte/src/internal/client/dom/hydration.js', import.meta.url);
  expect(neverHydrating(readFileSync(module, 'utf8'))).toMatch(/export const hydrating = false;/);
});

test('a Svelte that is written differently fails the build', () => {
  expect(() => neverHydrating('export let hydrating = $state(false);')).toThrow(/expected once, found 0 times/);
});
