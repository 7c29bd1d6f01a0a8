import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { withoutSteps } from '../../build/client-only.ts';
import { ownNames } from '../../build/gather.ts';
import { withCommonSteps } from '../../build/common-steps.ts';

const compiled = (component: string): string =>
  ownNames(withoutSteps(compile(component, { generate: 'client', runes: true }).js.code));

const calls = (code: string): readonly string[] => code.match(/\$onlyText\(.*\);/g) ?? [];

test('a text by itself, and one alone in an element, are each drawn by one call', () => {
  const code = withCommonSteps(
    compiled(`<script>
  import Button from './Button.svelte';
  let { name, words } = $props();
</script>
<Button>{name}</Button>
<Button>{words.of(name)}</Button>
{#if name}<p class="quiet">{words.title}</p>{:else}<p>{words.of(name, 1)}</p>{/if}`),
  );
  expect(calls(code)).toEqual([
    '$onlyText($$anchor, $.text(), () => $$props.name);',
    '$onlyText($$anchor, $.text(), () => $$props.words.of($$props.name));',
    '$onlyText($$anchor, $template(), () => $$props.words.title);',
    '$onlyText($$anchor, $template_1(), () => $$props.words.of($$props.name, 1));',
  ]);
  expect(code).not.toContain('$.set_text');
  expect(code).toMatch(/^import \{ \$either, \$onlyText \} from '/);
});

test.each([
  ['two texts', '{#if shown}<p>{name}</p><p>{name}</p>{/if}'],
  ['a text beside an element', '{#if shown}<p>{name}<b>1</b></p>{/if}'],
  ['an element that does more', '{#if shown}<p title={name}>{name}</p>{/if}'],
  ['an element that is read', '{#if shown}<p bind:this={element}>{name}</p>{/if}'],
  ['words around it', '{#if shown}<p>{name()} of {shown}</p>{/if}'],
])('%s: as it was', (_what, markup) => {
  const code = compiled(`<script>let { name, shown } = $props(); let element;</script>${markup}`);
  expect(withCommonSteps(code).replace(/^import .*\n/, '')).toContain('$.set_text');
});

const chosen = (markup: string): string =>
  withCommonSteps(compiled(`<script>let { a, b } = $props();</script>${markup}`)).replace(/^import .*\n/gm, '');

test('a part, or one of two, is drawn by one call', () => {
  expect(chosen('{#if a > 1}<p>1</p>{/if}')).toContain('$either(node, () => $$props.a > 1, consequent);');
  expect(chosen('{#if a}<p>1</p>{:else}<b>2</b>{/if}')).toContain(
    '$either(node, () => $$props.a, consequent, alternate);',
  );
});

test.each([
  ['one of three', '{#if a}<p>1</p>{:else if b}<b>2</b>{:else}<i>3</i>{/if}'],
  ['one of three without a last', '{#if a}<p>1</p>{:else if b}<b>2</b>{/if}'],
])('%s: as it was', (_what, markup) => {
  expect(chosen(markup)).toContain('$.if(');
  expect(chosen(markup)).not.toContain('$either(');
});
