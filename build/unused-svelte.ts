/**
 * What Svelte carries for features that no component of the window has, module by module: pages that a server rendered,
 * `<svelte:boundary>`, `await` in markup and the forks that come with it, `animate:`, the directive `class:`, and
 * attributes `style` with a text (its security policy allows none). Once a condition is known, the bundler drops what
 * depends on it.
 */
type Replacement = readonly [old: string, replacement: string];

const unused: Readonly<Record<string, readonly Replacement[]>> = {
  'client/dom/hydration.js': [
    ['export let hydrating = false;', 'export const hydrating = false;'],
    ['hydrating = value;', ''],
  ],
  'client/render.js': [
    ["import { boundary } from './dom/blocks/boundary.js';", ''],
    ['import { component_root }', 'import { branch, component_root }'],
    ['boundary(\n', '((anchor, options, children) => branch(() => children(anchor)))(\n'],
  ],
  'client/reactivity/batch.js': [
    ['#is_deferred() {', '#is_deferred() {\n\t\treturn false;'],
    ['if (this.#is_deferred()) {', 'if (false) {'],
    ['if (!this.is_fork) {', 'if (true) {'],
    ['if (!batch.is_fork && ', 'if ('],
    ['this.#new_effects.push(effect);', ''],
    // What is private and never called, the compression drops.
    ['\tincrement(blocking, effect) {', '\t#increment(blocking, effect) {'],
    ['\tdecrement(blocking, effect) {', '\t#decrement(blocking, effect) {'],
  ],
  'client/reactivity/deriveds.js': [
    ['if (!current_batch?.is_fork || derived.deps === null) {', 'if (true) {'],
    ['effect_tracking() || current_batch?.is_fork', 'effect_tracking()'],
  ],
  'client/reactivity/sources.js': [['!batch.is_fork && ', '']],
  'client/runtime.js': [['current_batch?.is_fork;', 'false;']],
  'client/reactivity/async.js': [['if (async.length === 0 && pending.length === 0) {', 'if (true) {']],
  'client/dom/blocks/each.js': [['(flags & EACH_IS_ANIMATED) !== 0', 'false']],
  'shared/attributes.js': [
    ['if (directives) {', 'if (false) {'],
    ['if (value) {\n\t\t\t// strip comments', 'if (false) {\n\t\t\t//'],
  ],
};

/** What compiled components call for these. Svelte itself refuses `await` and forks, which have to be enabled. */
const used = /\$\.(?:boundary|animation)\(|= \$\.set_class\(|\$\.set_style\([^,]*, (?!'')|\[\$\.(?:CLASS|STYLE)\]/;

const inSvelte = /svelte\/src\/internal\/(.+)$/;

export function withoutUnused(id: string, module: string): string {
  const name = inSvelte.exec(id)?.[1] ?? '';
  return (unused[name] ?? []).reduce((text, replacement) => replaceOnce(name, text, replacement), module);
}

/** Fails the build when another version of Svelte is written differently. */
function replaceOnce(name: string, text: string, [old, replacement]: Replacement): string {
  const parts = text.split(old);
  if (parts.length !== 2)
    throw new Error(`svelte's ${name}: expected once, found ${String(parts.length - 1)} times: ${old}`);
  return parts.join(replacement);
}

/** Fails the build when a component does what Svelte can no longer do. */
export function refuseUnused(component: string): string {
  const call = used.exec(component)?.[0];
  if (call !== undefined) throw new Error(`build/unused-svelte.ts leaves out what this needs: ${call}`);
  return component;
}
