/**
 * Leaves out of the window what it does not use. It is always drawn from nothing, so compiled components need not step
 * through markup that is already there. Its markup ends where the text ends, which closes what is still open. No
 * component has slots either; Svelte only names those that it passes. What most components do is one call
 * (common-steps.ts). What Svelte carries for features that none uses is in unused-svelte.ts. And the definitions of
 * monitors, channels and locations do without what the engine alone reads.
 */
import { parseSync, Visitor, type Plugin } from 'vite';
import { engineMembers, engineOptions } from '../electron/contract/engine-members.ts';
import { ownNames } from './gather.ts';
import { commonSteps, withCommonSteps } from './common-steps.ts';
import { refuseUnused, withoutUnused } from './unused-svelte.ts';

const component = /\.svelte$/;
const svelte = /svelte\/src\/internal\/.+\.js$/;
const definition = /electron\/contract\/(?:monitors|channels|locations)\/[\w-]+\.ts$/;

const defining = /^define(?:Monitor|Channel|Location)$/;
/** What makes fields that have limits (contract/fields/field.ts). */
const making = new Set(['text', 'secret', 'integer', 'duration', 'list', 'lines']);

const stepThroughMarkup = /^\s*\$\.(?:reset|next)\([^()]*\);\n/gm;
const lastEndTags = /(?<=\$\.from_html\(`[^`]*?)(?:<\/\w+>)+(?=`)/g;
const namesOfSlots = /,\s*\$\$slots: \{[\w\s:,]*\}/g;

export function clientOnly(): Plugin {
  return {
    name: 'client-only',
    apply: 'build',
    enforce: 'post',
    applyToEnvironment: ({ name }) => name === 'renderer',
    resolveId: (id) => (id === commonSteps.id ? id : null),
    load: (id) => (id === commonSteps.id ? commonSteps.code : null),
    transform: {
      filter: { id: [component, svelte, definition] },
      handler: (code, id) => ({ code: reduce(code, id), map: null }),
    },
  };
}

function reduce(code: string, id: string): string {
  if (component.test(id)) return withCommonSteps(ownNames(withoutSteps(refuseUnused(code))));
  return svelte.test(id) ? withoutUnused(id, code) : withoutEngineMembers(code);
}

export function withoutSteps(component: string): string {
  return component.replace(stepThroughMarkup, '').replace(lastEndTags, '').replace(namesOfSlots, '');
}

/** @param module JavaScript; a definition in it is `export const kind = define…({ … })`, a field in it `text({ … })`. */
export function withoutEngineMembers(module: string): string {
  const { program } = parseSync('definition.js', module);
  const members = program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration') return [];
    const definition = statement.declaration.declarations[0]?.init;
    if (definition?.type !== 'CallExpression' || definition.callee.type !== 'Identifier') return [];
    const [object] = definition.arguments;
    if (!defining.test(definition.callee.name) || object?.type !== 'ObjectExpression') return [];
    return object.properties.filter((member) => member.type === 'Property' && isOneOf(engineMembers, member.key));
  });
  return [...members, ...engineOptionsIn(program)]
    .toSorted((a, b) => a.start - b.start)
    .reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end).replace(/^,/, ''), module);
}

/** Of all fields, also of those inside others. */
function engineOptionsIn(program: ReturnType<typeof parseSync>['program']): readonly Place[] {
  const found: Place[] = [];
  new Visitor({
    CallExpression({ callee, arguments: given }) {
      if (callee.type !== 'Identifier' || !making.has(callee.name)) return;
      for (const options of given) {
        if (options.type !== 'ObjectExpression') continue;
        found.push(...options.properties.filter((one) => one.type === 'Property' && isOneOf(engineOptions, one.key)));
      }
    },
  }).visit(program);
  return found;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function isOneOf(names: readonly string[], key: { readonly type: string; readonly name?: unknown }): boolean {
  return key.type === 'Identifier' && names.some((name) => name === key.name);
}
