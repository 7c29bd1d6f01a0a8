import { readFileSync } from 'node:fs';
import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { withInlineTemplates, withKeptTemplates } from '../../build/inline-templates.ts';

const component = `<script>let { given } = $props();</script>
{#if given}<div class="one"><p>{given}</p></div>{:else}<p>none</p><p>at all</p>{/if}
<svg><g>{#each given as one (one)}<path d={one} />{/each}</g></svg>`;

test('markup stands where it is used, without the end tags at its end', () => {
  const { code } = compile(component, { generate: 'client', runes: true }).js;
  const written = withInlineTemplates(code);
  expect(code).toMatch(/^var root/m);
  expect(written).not.toMatch(/\broot/);
  expect(written).toContain('= $.from_html(`<div class="one"><p> `);');
  expect(written).toContain('= $.from_html(`<p>none</p><p>at all`, 1);');
  expect(written).toContain('= $.from_svg(`<path></path>`);');
});

test('the installed Svelte keeps what it parsed, by its markup', () => {
  const module = new URL('../../node_modules/svelte/src/internal/client/dom/template.js', import.meta.url);
  const kept = withKeptTemplates(readFileSync(module, 'utf8'));
  expect(kept).toContain('from_html = keep(parse_html), from_svg = keep(from_namespace)');
  expect(kept).not.toMatch(/export function from_(?:html|svg)/);
});

test('a Svelte that is written differently fails the build', () => {
  expect(() => withKeptTemplates('export function from_html(content) {}')).toThrow(/expected once, found 0 times/);
});
