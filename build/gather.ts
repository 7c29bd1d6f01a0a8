/**
 * Puts in one place what the components of a chunk have each on its own. Markup is sorted, and there only once:
 * compression looks back no further than 32 kB, so what is alike it would not find scattered over a chunk.
 *
 * Svelte gives a template a name that nothing else in its module has; `ownNames` makes that true of the whole chunk.
 */
const declared = /(?<=^var )root(?:_\d+)?(?= = \$\.from_\w+\()/gm;
const called = /(?<=^\s*(?:var )?[\w$]+ = )root(?:_\d+)?(?=\(\);$)/gm;

const template = /^var (\$template[\w$]*) = (from_(?:html|svg)\(`[^`]*`(?:, \d+)?\));\n/gm;
const call = /\$template[\w$]*(?=\(\))/g;

/** @param component As Svelte compiles it. A function of its own may be called `root` too: then no template is. */
export function ownNames(component: string): string {
  const names = new Set(component.match(declared));
  const calls = new Set(component.match(called));
  for (const name of names)
    if (!calls.has(name)) throw new Error(`build/gather.ts finds no call of the template ${name}`);
  const own = (name: string): string => (names.has(name) ? name.replace('root', () => '$template') : name);
  return component.replace(declared, own).replace(called, own);
}

/** @param chunk As the bundler writes it. All templates are made where the first one was, so what makes them is there. */
export function gatherTemplates(chunk: string): string {
  const found = [...chunk.matchAll(template)];
  const distinct = [...new Set(found.map(([, , made]) => made))].sort();
  const names = new Map(distinct.map((made, index) => [made, `$markup${String(index)}`]));
  const renamed = new Map(found.map(([, own = '', made]) => [own, names.get(made)]));
  const all = [...names].map(([made, own]) => `var ${own} = ${String(made)};\n`).join('');
  const first = found[0]?.index;
  return chunk
    .replace(template, (_all, _own, _made, at: number) => (at === first ? all : ''))
    .replace(call, (own) => renamed.get(own) ?? own);
}

const delegating = /^delegate\(\[([^\]]*)\]\);\n/gm;

/** Svelte listens to a kind of event for the whole page, so the components of a chunk need ask for it only once. */
export function gatherEvents(chunk: string): string {
  const events = [...chunk.matchAll(delegating)].flatMap(([, list = '']) => list.trim().split(/,\s*/));
  const first = chunk.search(delegating);
  const once = `delegate([${[...new Set(events)].sort().join(', ')}]);\n`;
  return chunk.replace(delegating, (_call, _list, at: number) => (at === first ? once : ''));
}
