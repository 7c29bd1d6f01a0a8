/**
 * Puts in one place what the components of a chunk have each on its own. Markup is sorted, and there only once:
 * compression looks back no further than 32 kB, so what is alike it would not find scattered over a chunk.
 *
 * Svelte gives a template a name that nothing else in its module has; `ownNames` makes that true of the whole chunk.
 */
const name = /(?<![.\w$])root(_\d+)?(?= = \$\.from_(?:html|svg)\(|\(\))/g;

const template = /^var (\$template[\w$]*) = (from_(?:html|svg)\(`[^`]*`(?:, \d+)?\));\n/gm;
const call = /\$template[\w$]*(?=\(\))/g;

/** @param component As Svelte compiles it. */
export function ownNames(component: string): string {
  return component.replace(name, (_, number = '') => `$template${String(number)}`);
}

/** @param chunk As the bundler writes it. What makes templates is a function, and so is there before them. */
export function gatherTemplates(chunk: string): string {
  const found = [...chunk.matchAll(template)];
  const distinct = [...new Set(found.map(([, , made]) => made))].sort();
  const names = new Map(distinct.map((made, index) => [made, `$markup${String(index)}`]));
  const renamed = new Map(found.map(([, own = '', made]) => [own, names.get(made)]));
  const declared = [...names].map(([made, own]) => `var ${own} = ${String(made)};\n`);
  return declared.join('') + chunk.replace(template, '').replace(call, (own) => renamed.get(own) ?? own);
}

const delegating = /^delegate\(\[([^\]]*)\]\);\n/gm;

/** Svelte listens to a kind of event for the whole page, so the components of a chunk need ask for it only once. */
export function gatherEvents(chunk: string): string {
  const events = [...chunk.matchAll(delegating)].flatMap(([, list = '']) => list.trim().split(/,\s*/));
  const first = chunk.search(delegating);
  const once = `delegate([${[...new Set(events)].sort().join(', ')}]);\n`;
  return chunk.replace(delegating, (_call, _list, at: number) => (at === first ? once : ''));
}
