import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { withoutEngineMembers, withoutSteps } from '../../build/client-only.ts';

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

test('the markup of a component leaves open what its end closes', () => {
  const { code } = compile('<ul><li>One</li><li><b>{Date.now()}</b></li></ul>', { generate: 'client' }).js;
  expect(code).toContain('`<ul><li>One</li><li><b></b></li></ul>`');
  expect(withoutSteps(code)).toContain('`<ul><li>One</li><li><b>`');
});

test('fields keep what the window reads of them, not the limits that the engine checks', () => {
  const module = `export const most = 3;
export const web = {
  url: text({ format: "web-url", longest: 4096, placeholder: "https://" }),
  tries: optional(integer({ least: 1, most: 5 })),
  names: list(text({ mayBeEmpty: true }), { most: 9, isLines: true }),
  own: group({ longest: text() }),
};`;
  expect(withoutEngineMembers(module).replace(/\s+/g, ' ')).toBe(
    'export const most = 3; export const web = { url: text({ format: "web-url", placeholder: "https://" }), tries: optional(integer({ })), names: list(text({ }), { isLines: true }), own: group({ longest: text() }), };',
  );
});

test('a definition keeps what the window reads of it, and its imports are for the bundler to drop', () => {
  const definition = `import { completeProbed } from "./definition.ts";
export const kinds = { version: 1 };
export const tcp = defineMonitor({
  kind: "tcp",
  version: 2,
  fields: { target: text(), port: integer() },
  target: ({ host }) => host,
  complete: completeProbed,
  link: ({ host }) => ({ url: host }),
  problems(values) {
    return {};
  }
});`;
  expect(withoutEngineMembers(definition).replace(/\s+/g, ' ')).toBe(
    `import { completeProbed } from "./definition.ts"; export const kinds = { version: 1 }; export const tcp = defineMonitor({ kind: "tcp", fields: { target: text(), port: integer() }, link: ({ host }) => ({ url: host }), });`,
  );
});
