/**
 * Leaves out of the window what Svelte has for pages that a server rendered. The window is always drawn from nothing:
 * `hydrating` never becomes true, so the bundler may drop what depends on it, and the steps that compiled components
 * take through markup which is already there. No component has slots either; Svelte only names those that it passes.
 * And the definitions of monitors, channels and locations do without what the engine alone reads.
 */
import { parseSync, type Plugin } from 'vite';
import { engineMembers } from '../electron/contract/engine-members.ts';

const component = /\.svelte$/;
const hydration = /svelte\/src\/internal\/client\/dom\/hydration\.js$/;
const definition = /electron\/contract\/(?:monitors|channels|locations)\/[\w-]+\.ts$/;

const defining = /^define(?:Monitor|Channel|Location)$/;

const stepThroughMarkup = /^\s*\$\.(?:reset|next)\([^()]*\);\n/gm;
const namesOfSlots = /,\s*\$\$slots: \{[\w\s:,]*\}/g;

export function clientOnly(): Plugin {
  return {
    name: 'client-only',
    apply: 'build',
    enforce: 'post',
    applyToEnvironment: ({ name }) => name === 'renderer',
    transform: {
      filter: { id: [component, hydration, definition] },
      handler(code, id) {
        const reduced = component.test(id) ? withoutSteps : hydration.test(id) ? neverHydrating : withoutEngineMembers;
        return { code: reduced(code), map: null };
      },
    },
  };
}

export function withoutSteps(component: string): string {
  return component.replace(stepThroughMarkup, '').replace(namesOfSlots, '');
}

export function neverHydrating(hydration: string): string {
  return replaceOnce(
    replaceOnce(hydration, 'export let hydrating = false;', 'export const hydrating = false;'),
    'hydrating = value;',
    '',
  );
}

/** @param module JavaScript; a definition in it is `export const kind = define…({ … })`. */
export function withoutEngineMembers(module: string): string {
  const leftOut = parseSync('definition.js', module).program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration') return [];
    const definition = statement.declaration.declarations[0]?.init;
    if (definition?.type !== 'CallExpression' || definition.callee.type !== 'Identifier') return [];
    const [object] = definition.arguments;
    if (!defining.test(definition.callee.name) || object?.type !== 'ObjectExpression') return [];
    return object.properties.filter((member) => member.type === 'Property' && isEngineMember(member.key));
  });
  return leftOut.reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end).replace(/^,/, ''),
    module,
  );
}

function isEngineMember(key: { readonly type: string; readonly name?: unknown }): boolean {
  return key.type === 'Identifier' && engineMembers.some((name) => name === key.name);
}

/** Fails the build when another version of Svelte is written differently. */
function replaceOnce(text: string, old: string, replacement: string): string {
  const parts = text.split(old);
  if (parts.length !== 2)
    throw new Error(`svelte's hydration.js: expected once, found ${parts.length - 1} times: ${old}`);
  return parts.join(replacement);
}
