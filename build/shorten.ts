/**
 * Shortens the chunks of the window together, so that a name which they share is the same in each: Vite would shorten
 * them one by one, and most of what one takes from another would have a second name in the list of either (1 kB after
 * compression). Both tools: either alone leaves 2 to 3 kB more. Terser shortens the names, once. Parameters that a
 * function does not read may go, since no code here asks a function how many it has, and functions may become arrows,
 * since none is called with `new`.
 */
import { minify as shorten, type MinifyOptions } from 'terser';
import { minify as compress, type Plugin } from 'vite';
import { gatherEvents, gatherTemplates } from './gather.ts';

const terser: MinifyOptions = {
  module: true,
  ecma: 2020,
  compress: { passes: 3, keep_fargs: false, unsafe_arrows: true },
};

/** @param target What the compression may write for. */
export function shortenTogether(target: string): Plugin {
  return {
    name: 'shorten-together',
    apply: 'build',
    enforce: 'post',
    applyToEnvironment: ({ name }) => name === 'renderer',
    generateBundle: async (_options, bundle) => {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      chunks.sort((a, b) => Number(b.isEntry) - Number(a.isEntry));
      const codes = await shortened(
        chunks.map(({ code }) => code),
        target,
      );
      for (const [index, chunk] of chunks.entries()) chunk.code = codes[index] ?? chunk.code;
    },
  };
}

/** @param chunks First the one from which the others import. */
export async function shortened(chunks: readonly string[], target: string): Promise<readonly string[]> {
  const nameCache = {};
  const codes: string[] = [];
  for (const chunk of chunks) {
    const { code = '' } = await shorten(gatherTemplates(gatherEvents(chunk)), { ...terser, nameCache });
    const options = { module: true, compress: { target }, mangle: false } as const;
    codes.push((await compress('chunk.js', code, options)).code);
  }
  return withoutSecondNames(codes);
}

const exporting = /\bexport\{([^}]*)\};?\s*$/;
const importing = /\bimport\{([^}]*)\}from"([^"]*)"/g;
const loading = /\bimport\(["`]([^"`]*)["`]/g;

/** In both chunks a name is that of the first; what asks for it in another way would miss it, and is refused. */
function withoutSecondNames([shared = '', ...others]: readonly string[]): readonly string[] {
  const exported = exporting.exec(shared)?.[1];
  if (exported === undefined) return [shared, ...others];
  const sources = new Set(others.flatMap((chunk) => [...chunk.matchAll(importing)].map(([, , source = '']) => source)));
  if (sources.size > 1) throw new Error(`chunks import from more than the first: ${[...sources].join(', ')}`);
  const loaded = [shared, ...others].flatMap((chunk) => [...chunk.matchAll(loading)].map(([, source = '']) => source));
  const whole = loaded.find((source) => sources.has(source));
  if (whole !== undefined) throw new Error(`a chunk loads the first one as a whole: ${whole}`);
  const nameOf = new Map(namesIn(exported).map(([own, second]) => [second, own]));
  const importedAs = ([second, own]: readonly [string, string]): string => {
    const name = nameOf.get(second);
    if (name === undefined) throw new Error(`a chunk imports ${second}, which the first chunk does not export`);
    return name === own ? name : `${name} as ${own}`;
  };
  return [
    shared.replace(exporting, () => `export{${[...nameOf.values()].sort().join(',')}};`),
    ...others.map((chunk) =>
      chunk.replace(importing, (_, names: string, source: string) => {
        return `import{${namesIn(names).map(importedAs).sort().join(',')}}from"${source}"`;
      }),
    ),
  ];
}

/** `a as b,c` has two: `a`, called `b` on the other side, and `c`. */
function namesIn(list: string): readonly (readonly [string, string])[] {
  return list.split(',').map((specifier) => {
    const [name = '', second = name] = specifier.split(' as ');
    return [name, second];
  });
}
