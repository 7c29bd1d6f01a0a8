import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { withoutSteps } from '../../build/client-only.ts';
import { ownNames } from '../../build/gather.ts';
import { withOnlyText } from '../../build/only-text.ts';

const compiled = (component: string): string =>
  ownNames(withoutSteps(compile(component, { generate: 'client', runes: true }).js.code));

const calls = (code: string): readonly string[] => code.match(/\$onlyText\(.*\);/g) ?? [];

test('a text by itself, and one alone in an element, are each drawn by one call', () => {
  const code = withOnlyText(
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
  expect(code).toMatch(/^import \{ \$onlyText \} from '/);
});

test.each([
  ['two texts', '{#if shown}<p>{name}</p><p>{name}</p>{/if}'],
  ['a text beside an element', '{#if shown}<p>{name}<b>1</b></p>{/if}'],
  ['an element that does more', '{#if shown}<p title={name}>{name}</p>{/if}'],
  ['an element that is read', '{#if shown}<p bind:this={element}>{name}</p>{/if}'],
  ['words around it', '{#if shown}<p>{name()} of {shown}</p>{/if}'],
])('%s: as it was', (_what, markup) => {
  const code = compiled(`<script>let { name, shown } = $props(); let element;</script>${markup}`);
  expect(withOnlyText(code).replace(/^import .*\n/, '')).toContain('$.set_text');
});
