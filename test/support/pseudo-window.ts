/** The window's script, built to speak the pseudo-language. */
import { join, resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';
import { cssHash } from '../../build/css-hash.ts';

const root = resolve(import.meta.dirname, '../../renderer');
const pseudoLanguage = join(import.meta.dirname, 'pseudo-language.ts');

const inPseudoLanguage: Plugin = {
  name: 'pseudo-language',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === './en.ts' && importer === join(root, 'text/text.ts') ? pseudoLanguage : null,
};

export async function buildPseudoWindow(): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [inPseudoLanguage, svelte({ configFile: false, compilerOptions: { cssHash } })],
    build: { write: false, modulePreload: false, rolldownOptions: { output: { codeSplitting: false } } },
  });
  const bundles = Array.isArray(built) ? built : 'output' in built ? [built] : [];
  const scripts = bundles.flatMap(({ output }) => output).flatMap((part) => (part.type === 'chunk' ? [part.code] : []));
  const [script] = scripts;
  if (script === undefined || scripts.length > 1) throw new Error('the window is not one script');
  return script;
}
