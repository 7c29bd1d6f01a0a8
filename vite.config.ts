/**
 * Builds all programs into dist/ (`npm run build`) and runs the tests (`vitest`).
 *
 * renderer: the window, as hashed files without anything inline, since its CSP allows neither inline scripts nor styles.
 * main, preload, headless: one CommonJS bundle each, with what a start does not need at once in files of their own beside
 * it; in main that is the engine, which the tray icon does not wait for.
 * headless: what `vigilmon run` needs is one file, since each costs a job's start. Beside it, for the same reason, the
 * launcher, where this machine has a C compiler.
 * lookups: the program of the process in which names are looked up, for main and headless; complete in itself.
 * Native and large packages stay outside main and headless; the sandboxed preload can require nothing but electron, so
 * it is bundled whole.
 */
import { builtinModules } from 'node:module';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { EnvironmentOptions } from 'vite';
import { defineConfig } from 'vitest/config';
import { clientOnly } from './build/client-only.ts';
import { cssHash } from './build/css-hash.ts';
import { iconShapes } from './build/icon-shapes.ts';
import { buildLauncher, hasCompiler } from './build/launcher.ts';
import { oneByte } from './build/one-byte.ts';
import { refuseOldNode } from './build/refuse-old-node.ts';
import { shortenTogether } from './build/shorten.ts';
import { launcherUnderTest } from './test/support/launcher-under-test.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

const { version, engines } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {
  readonly version: string;
  readonly engines: { readonly node: string };
};
const oldestNode = Number.parseInt(engines.node.replace(/^\D*/, ''), 10);

/** All but what a stand-in replaces (`resolve.alias`). */
const builtins = [...builtinModules, /^node:(?!diagnostics_channel$)/];
const outside = ['electron', 'better-sqlite3', 'undici', 'node-notifier'];

/** Syntax only: what Chromium 108 and Node 16 (Electron 22, the oldest that it is tested in) can parse. */
const browserTarget = 'chrome108';
const nodeTarget = 'node16';

interface NodeBundle {
  readonly external: readonly (string | RegExp)[];
  /** Runs before all that is required. */
  readonly intro?: string;
}

function nodeBundle(entry: string, file: string, { external, intro = '' }: NodeBundle): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: outside, conditions: ['node', 'require', 'module', 'default'] },
    build: {
      target: nodeTarget,
      outDir: at(`dist/${file.slice(0, file.lastIndexOf('/'))}`),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: at(entry),
        external: [...external],
        platform: 'node',
        output: {
          format: 'cjs',
          intro,
          comments: { legal: true, annotation: false, jsdoc: false },
          entryFileNames: file.slice(file.lastIndexOf('/') + 1),
          chunkFileNames: '[name].cjs',
          codeSplitting: {
            groups: [{ name: 'run', test: /electron[\\/]headless[\\/]cli[\\/]run[\\/]run-program\.ts$/ }],
          },
        },
      },
    },
  };
}

/** A slow or busy machine is no failure; what hangs is one all the same. */
const patience = { testTimeout: 30_000, hookTimeout: 30_000 };

function project(name: string, include: string[], isolate: boolean) {
  return { extends: true as const, test: { name, include, environment: 'node', isolate, ...patience } };
}

const launcherProject = {
  extends: true as const,
  test: {
    ...project('launcher', ['test/headless/run*.test.ts'], false).test,
    exclude: ['test/headless/running-file.test.ts'],
    globalSetup: 'test/support/launcher-setup.ts',
    env: { VIGILMON_LAUNCHER: launcherUnderTest },
  },
};

const entries = {
  renderer: 'renderer/index.html',
  preload: 'electron/preload/index.ts',
  main: 'electron/main/index.ts',
  headless: 'electron/headless/vigilmon.ts',
  lookups: 'electron/engine/lookups/lookup-helper.ts',
} as const;

export default defineConfig(({ command }) => ({
  // The window's folder, so that its page comes out at the top of dist/renderer; tests have the whole house as root.
  root: at(command === 'build' ? 'renderer' : '.'),
  base: './',
  publicDir: false,
  clearScreen: false,
  plugins: [
    svelte({ configFile: false, compilerOptions: { cssHash, runes: true } }),
    iconShapes(),
    clientOnly(),
    shortenTogether(browserTarget),
    oneByte(),
  ],
  resolve: { alias: { 'node:diagnostics_channel': at('build/no-diagnostics.ts') } },
  define: { __VIGILMON_VERSION__: JSON.stringify(version) },
  environments: {
    renderer: {
      consumer: 'client',
      build: {
        target: browserTarget,
        cssTarget: browserTarget,
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        assetsInlineLimit: 0,
        modulePreload: false,
        cssCodeSplit: false,
        // The scripts by build/shorten.ts.
        minify: false,
        cssMinify: true,
        rolldownOptions: {
          input: at(entries.renderer),
          checks: { bundlerTimings: false },
          output: { minify: false },
        },
      },
    },
    preload: nodeBundle(entries.preload, 'preload/index.cjs', { external: ['electron'] }),
    main: nodeBundle(entries.main, 'main/index.cjs', { external: [...outside, ...builtins] }),
    lookups: nodeBundle(entries.lookups, 'lookups/lookup-helper.cjs', { external: builtins }),
    headless: nodeBundle(entries.headless, 'headless/vigilmon.cjs', {
      external: [...outside, ...builtins],
      intro: refuseOldNode(oldestNode),
    }),
  },
  builder: {
    async buildApp(builder) {
      for (const name of Object.keys(entries)) {
        const environment = builder.environments[name];
        if (environment === undefined) throw new Error(`there is no environment ${name}`);
        await builder.build(environment);
      }
      const launcher = buildLauncher();
      if (!launcher.ok) process.stderr.write(`No launcher, so Node runs the jobs: ${launcher.error.message}\n`);
    },
  },
  test: {
    // Each file waits for a part of its time; on two cores Vitest would use one.
    maxWorkers: availableParallelism() + 1,
    retry: process.env['CI'] === undefined ? 0 : 1,
    projects: [
      // The files of a worker share its modules, which have no state: a third of the time is loading them.
      project('unit', ['test/{contract,engine,http,client,host,build}/**/*.test.ts', 'test/*.test.ts'], false),
      project('renderer', ['test/renderer/**/*.test.ts'], false),
      // Each starts the program as a process of its own: a ring by itself, half of the time.
      project('headless', ['test/headless/**/*.test.ts'], false),
      // The same jobs under the launcher of the packages.
      ...(hasCompiler() ? [launcherProject] : []),
      // Each stands in for `electron` in its own way.
      project('main', ['test/main/**/*.test.ts'], true),
      // They install packages: only where build/test-packages.ts has prepared a view of the machine for it.
      ...(process.env['VIGILMON_PACKAGES'] === undefined
        ? []
        : [project('packages', ['test/packages/*.test.ts'], false)]),
    ],
  },
}));
