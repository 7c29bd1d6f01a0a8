import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { gatherEvents, gatherTemplates, ownNames } from '../../build/gather.ts';

const component = `<script>
  let { shown, root } = $props();
</script>
{#if shown}<p>One</p>{:else}<b>Two</b>{/if}
{#if root.root()}<i>Three</i>{/if}`;

test('the templates of a component, and nothing else in it, get names of their own', () => {
  const { code } = compile(component, { generate: 'client', runes: true }).js;
  const named = ownNames(code);
  expect(named).toContain('$$props.root.root()');
  expect(named.replaceAll('$template', 'root')).toBe(code);
  expect(named.match(/\$template\w*(?= = )/g)).toHaveLength(4);
  expect(named.match(/\$template\w*(?=\(\))/g)).toHaveLength(4);
});

test.each([
  '<script>const root = () => 5; let { given } = $props();</script><p>{root()}{given}</p>',
  '<math><mi>x</mi></math>',
  '<p>root() = root();</p>',
  '<svg><path d="M0" /></svg>',
  '<script>let button;</script><!-- One --><button bind:this={button}>`${1}`</button>',
])('templates of any markup are called by the names they have, and nothing else is: %s', (markup) => {
  const { code } = compile(markup, { generate: 'client', runes: true }).js;
  const named = ownNames(code);
  const [name = ''] = /\$template\w*(?= = \$\.from_)/.exec(named) ?? [];
  expect(named.replace(`${name} = `, 'one = ').replace(`= ${name}()`, '= one()')).not.toContain('$template');
  expect(named.replaceAll('$template', 'root')).toBe(code);
});

test('a Svelte that calls templates in another way fails the build', () => {
  expect(() => ownNames('var root = $.from_html(`<p>`);\n$.append(anchor, root());')).toThrow(
    'finds no call of the template root',
  );
});

test('a chunk has its templates where the first one was, sorted, and each markup once', () => {
  const chunk = `import { from_html } from "./shared.js";
var $template_1 = from_html(\`<p>\`);
var $template = from_html(\`<b>\`, 1);
show($template(), $template_1());
var $template$1 = from_html(\`<p>\`);
show($template$1());
`;
  expect(gatherTemplates(chunk)).toBe(`import { from_html } from "./shared.js";
var $markup0 = from_html(\`<b>\`, 1);
var $markup1 = from_html(\`<p>\`);
show($markup0(), $markup1());
show($markup1());
`);
});

test('a chunk asks for all its events where it first asked for one', () => {
  const chunk = `import { delegate } from "./shared.js";
function One() {}
delegate(["click"]);
function Two() {}
delegate([
	"input",
	"click"
]);
`;
  expect(gatherEvents(chunk)).toBe(`import { delegate } from "./shared.js";
function One() {}
delegate(["click", "input"]);
function Two() {}
`);
});
