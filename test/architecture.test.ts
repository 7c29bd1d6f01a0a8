/** The house rules that are about where things stand: rooms, imports, names, and what the window's files may hold. */
import { existsSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type * as TypeScript from 'typescript';
import { describe, expect, test } from 'vitest';
import { channelKinds } from '../electron/contract/channels/registry.ts';
import { locationKinds } from '../electron/contract/locations/registry.ts';
import { monitorKinds } from '../electron/contract/monitors/registry.ts';
import { kindComparisons } from './support/kind-comparisons.ts';
import { filesUnder, importsOf, read, root, type Import } from './support/source-imports.ts';
import { ts } from './support/typescript.ts';

type Room = 'contract' | 'engine' | 'client' | 'host' | 'http' | 'main' | 'headless' | 'preload' | 'renderer';

interface Allowance {
  readonly rooms: readonly Room[];
  /** Single files, or folders, of a room that is closed otherwise. */
  readonly files?: readonly string[];
  /** Single files of which only types may be taken. */
  readonly typesOf?: readonly string[];
  readonly packages: readonly string[];
  readonly builtins: boolean;
}

/** The wording holds no state: types, texts and functions of their arguments. */
const wording = 'electron/engine/wording/';
const engineDoor = ['electron/engine/engine.ts', 'electron/engine/ports.ts', wording];

/** Who may import whom. A room may always import itself. */
const table: Readonly<Record<Room, Allowance>> = {
  contract: { rooms: [], packages: ['zod'], builtins: false },
  engine: {
    rooms: ['contract'],
    packages: ['better-sqlite3', 'croner', 'json-p3', 'nodemailer', 're2js', 'undici', 'yaml', 'zod'],
    builtins: true,
  },
  client: { rooms: ['contract'], packages: [], builtins: false },
  host: {
    rooms: ['contract'],
    files: ['electron/engine/ports.ts', wording],
    packages: ['node-notifier'],
    builtins: true,
  },
  http: {
    rooms: ['contract'],
    files: ['electron/engine/engine.ts', wording],
    typesOf: ['electron/engine/ports.ts', 'electron/engine/kinds/heartbeat/incoming.ts'],
    packages: [],
    builtins: true,
  },
  main: {
    rooms: ['contract', 'http', 'host'],
    files: engineDoor,
    packages: ['dbus-native', 'electron', 'electron-updater', 'zod'],
    builtins: true,
  },
  headless: {
    rooms: ['contract', 'client', 'http', 'host'],
    files: [...engineDoor, 'electron/engine/discovery/discover.ts'],
    packages: ['zod'],
    builtins: true,
  },
  preload: { rooms: ['contract'], packages: ['electron'], builtins: false },
  renderer: {
    rooms: ['contract', 'client'],
    packages: ['svelte', 'lucide'],
    builtins: false,
  },
};

const sources = ['electron', 'renderer'].flatMap(filesUnder).filter((file) => /\.(ts|svelte)$/.test(file));
const imports = sources.flatMap(importsOf);
const builtins = new Set(builtinModules);

function roomOf(file: string): Room | null {
  const [top, room] = file.split('/');
  const name = top === 'electron' ? room : top;
  return name !== undefined && isRoom(name) ? name : null;
}

function isRoom(name: string): name is Room {
  return Object.hasOwn(table, name);
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function isOurs(target: string): boolean {
  return target.startsWith('electron/') || target.startsWith('renderer/');
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const room = roomOf(from);
  if (room === null) return false;
  const { rooms, files = [], typesOf = [], packages, builtins: mayUseNode } = table[room];
  if (to.startsWith('node:') || builtins.has(to)) return mayUseNode && to.startsWith('node:');
  if (!isOurs(to)) return !to.startsWith('..') && packages.includes(packageOf(to));
  const target = roomOf(to);
  if (target === null) return false;
  if (target === room || rooms.includes(target) || files.some((open) => isIn(to, open))) return true;
  return typeOnly && typesOf.includes(to);
}

function isIn(file: string, open: string): boolean {
  return open.endsWith('/') ? file.startsWith(open) : file === open;
}

function inWords({ from, to, typeOnly }: Import): string {
  return `${from} imports ${typeOnly ? 'types of ' : ''}${to}`;
}

/** The first circle that is found among the edges, as a path; null: there is none. */
function findCycle(edges: readonly (readonly [string, string])[]): readonly string[] | null {
  const next = Map.groupBy(edges, ([from]) => from);
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): readonly string[] | null => {
    const start = path.indexOf(node);
    if (start >= 0) return [...path.slice(start), node];
    if (done.has(node)) return null;
    for (const [, to] of next.get(node) ?? []) {
      const cycle = visit(to, [...path, node]);
      if (cycle !== null) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const node of next.keys()) {
    const cycle = visit(node, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

/** What is loaded at run time by any of `files` or by what these import, themselves included. */
function everythingBehind(files: readonly string[]): readonly string[] {
  const loaded = imports.filter((entry) => !entry.typeOnly);
  const reached = new Set(files);
  for (const file of reached) {
    for (const { from, to } of loaded) if (from === file) reached.add(to);
  }
  return [...reached];
}

function packagesBehind(files: readonly string[]): ReadonlySet<string> {
  return new Set(
    everythingBehind(files)
      .filter((target) => !isOurs(target))
      .map(packageOf),
  );
}

describe('imports', () => {
  test('every source file belongs to a room', () => {
    const declarations = /^(electron|renderer)\/[a-z-]+\.d\.ts$/;
    const windowRoot = /^renderer\//;
    expect(sources.filter((f) => roomOf(f) === null && !declarations.test(f) && !windowRoot.test(f))).toEqual([]);
  });

  test('a room imports only what the table allows it', () => {
    expect(imports.filter((entry) => !isAllowed(entry)).map(inWords)).toEqual([]);
  });

  test('rooms do not depend on each other in a circle', () => {
    const edges = imports.flatMap(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)];
      return a !== null && b !== null && a !== b ? [[a, b] as const] : [];
    });
    expect(findCycle(edges)).toBeNull();
  });

  test('files do not load each other in a circle', () => {
    const edges = imports
      .filter(({ to, typeOnly }) => isOurs(to) && !typeOnly)
      .map(({ from, to }) => [from, to] as const);
    expect(findCycle(edges)).toBeNull();
  });

  test('transport, assertions, schedule, state, monitors, calendar and the arithmetic of history know no store', () => {
    const pure = /^electron\/engine\/(transport|assertions|schedule|state|monitors|calendar|history)\//;
    const found = imports.filter(({ from, to }) => pure.test(from) && to.startsWith('electron/engine/store/'));
    expect(found.map(inWords)).toEqual([]);
  });

  test('the store knows no words, and no kind of monitor, channel or location', () => {
    const closed = /^electron\/engine\/(wording\/|kinds\/|locations\/|notifications\/channels\/[^/]+\/)/;
    const storeFiles = sources.filter((file) => file.startsWith('electron/engine/store/'));
    const reached = everythingBehind(storeFiles).filter((file) => closed.test(file));
    const named = imports.filter(({ from, to }) => storeFiles.includes(from) && closed.test(to));
    expect({ reached, named: named.map(inWords) }).toEqual({ reached: [], named: [] });
  });

  test('only the store speaks to SQLite', () => {
    const found = imports.filter(
      ({ from, to }) => to === 'better-sqlite3' && !from.startsWith('electron/engine/store/'),
    );
    expect(found.map(inWords)).toEqual([]);
  });

  test('the window and the preload take no validator with them', () => {
    const shipped = sources.filter((file) => roomOf(file) === 'renderer' || roomOf(file) === 'preload');
    expect([...packagesBehind(shipped)]).not.toContain('zod');
  });

  test('every package that the program loads is a dependency that ships', () => {
    const manifest = JSON.parse(read('package.json')) as Record<'dependencies', Record<string, string>>;
    const inElectron = imports.filter(({ from, to }) => from.startsWith('electron/') && !isOurs(to));
    const packages = inElectron.map(({ to }) => packageOf(to)).filter((name) => !/^(node:|electron$)/.test(name));
    expect(packages.filter((name) => !Object.hasOwn(manifest.dependencies, name))).toEqual([]);
  });
});

describe('what a side may know', () => {
  const optionsOf = (folder: string): TypeScript.CompilerOptions => {
    const at = join(root, folder);
    const file = ts.readJsonConfigFile(join(at, 'tsconfig.json'), (path) => ts.sys.readFile(path));
    return ts.parseJsonSourceFileConfigFileContent(file, ts.sys, at).options;
  };
  const isDom = (library: string): boolean => library.startsWith('lib.dom');

  test('the engine and the hosts see Node and no page, the window a page and no Node', () => {
    const [electron, renderer] = [optionsOf('electron'), optionsOf('renderer')];
    expect({ page: electron.lib?.some(isDom), types: electron.types }).toEqual({ page: false, types: ['node'] });
    expect(renderer.lib?.some(isDom)).toBe(true);
    expect(renderer.types).not.toContain('node');
  });

  test('the check of types looks at every side', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    expect(['electron', 'renderer', 'tools'].map((side) => scripts[`check:types:${side}`])).toEqual([
      'tsc -p electron',
      'tsc -p renderer',
      'tsc -p .',
    ]);
    expect(scripts['check:svelte']).toContain('renderer/tsconfig.json');
  });
});

describe('kinds of monitors, channels and locations', () => {
  // Parses every source, which takes long on a busy machine.
  test('are compared with a literal nowhere, since a room knows its own kind', { timeout: 120_000 }, () => {
    const found = sources.flatMap((file) => kindComparisons(file).map((comparison) => `${file}: ${comparison}`));
    expect(found).toEqual([]);
  });

  test('have tests of their own, and their place in README', () => {
    const tests = filesUnder('test/engine').filter((file) => file.endsWith('.test.ts'));
    const readme = read('README.md').toLowerCase().replaceAll(' ', '');
    const untested = (kinds: readonly string[], folder: string): readonly string[] =>
      kinds.filter((kind) => !tests.some((file) => new RegExp(`^${folder}/${kind}[/.]`).test(file)));
    const examples = [...monitorKinds, ...locationKinds].map((kind) => `kind:${kind}`);
    expect({
      monitors: untested(monitorKinds, 'test/engine/kinds'),
      channels: untested(channelKinds, 'test/engine/notifications/channels'),
      locations: untested(locationKinds, 'test/engine/locations'),
      unsaid: [...examples, ...channelKinds].filter((word) => !readme.includes(word)),
    }).toEqual({ monitors: [], channels: [], locations: [], unsaid: [] });
  });

  test.each([
    ['a.ts', "if (monitor.kind === 'http') go();"],
    ['a.ts', "const isPing = 'heartbeat' !== kind;"],
    ['a.ts', "switch (channel.kind) { case 'slack': break; }"],
    ['a.ts', "const is = ['email', 'slack'].includes(channelKind);"],
    ['a.ts', "const is = monitor['kind'] === 'http';"],
    ['a.ts', "const is = new Set(['email']).has(channelKind);"],
    ['a.ts', 'const is = kind in { http: true };'],
    ['a.ts', 'const is = Object.hasOwn({ http: true }, monitor.kind);'],
    ['a.ts', "const word = { http: 'page', 'tcp': 'port' }[kind];"],
    ['a.ts', 'const is = (kind as string) === `http`;'],
    ['a.svelte', '<script lang="ts">const is = kind in { http: true };</script>'],
    ['a.svelte', "<script lang=\"ts\">let kind = 'a';</script>{#if kind === 'http'}<p>page</p>{/if}"],
    ['a.svelte', '<script lang="ts">const is = monitor?.kind === \'http\';</script>'],
  ])('and a comparison in %s is found: %s', (file, text) => {
    expect(kindComparisons(file, text)).not.toEqual([]);
  });

  test.each([
    "const isNative = theme === 'native';",
    "if (scope.kind === 'all') go();",
    'const words = channelKinds[kind];',
  ])('but what is no kind of these is left alone: %s', (text) => {
    expect(kindComparisons('a.ts', text)).toEqual([]);
  });
});

/** `electron/engine/kinds/<kind>/`, `renderer/ui/`: the first column, where what is indented lies in the line above it. */
function placesOnMap(guide: string): readonly string[] {
  const [, map = ''] = /## Map of the house\n([\s\S]*?)\nWho may import/.exec(guide) ?? [];
  let above = '';
  return [...map.matchAll(/^ {4}( {2})?(\S.*?) {2,}/gm)].flatMap(([, indent, names = '']) => {
    if (indent === undefined) above = names;
    return names.split(', ').map((name) => (indent === undefined ? name : above + name));
  });
}

describe('names and places', () => {
  const agreed = ['build', 'electron', 'renderer', 'test'];
  const made = ['dist', 'node_modules', 'test-results', 'coverage'];

  test('the top level holds the agreed folders alone', () => {
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const visible = folders.map(({ name }) => name).filter((name) => !name.startsWith('.') && !made.includes(name));
    expect(visible.sort()).toEqual(agreed);
  });

  test('the map in CONTRIBUTING.md has every folder there is, and no other place', () => {
    const places = placesOnMap(read('CONTRIBUTING.md'));
    const mapped = ['electron', 'electron/contract', 'electron/engine', 'renderer'];
    const folders = mapped.flatMap((folder) =>
      readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${folder}/${name}/`),
    );
    expect(folders.filter((folder) => !places.some((place) => place.startsWith(folder)))).toEqual([]);
    expect(places.filter((place) => !existsSync(join(root, place.replace(/<.*/, ''))))).toEqual([]);
  });

  test('files are named in kebab-case, components in PascalCase', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;
    const component = /^([A-Z][a-z0-9]*)+\.svelte$/;
    const icon = /^build\/icons\//;
    const odd = agreed.flatMap(filesUnder).filter((file) => {
      const name = file.slice(file.lastIndexOf('/') + 1);
      return !icon.test(file) && !(file.endsWith('.svelte') ? component : kebab).test(name);
    });
    expect(odd).toEqual([]);
  });

  test('nothing is exported that no other file uses', () => {
    /** Vite puts it in place of a module of Node. */
    const standIn = 'build/no-diagnostics.ts';
    const code = ['vite.config.ts', ...agreed.flatMap(filesUnder)].filter((file) => /\.(ts|svelte)$/.test(file));
    const users = new Map<string, number>();
    for (const file of code) {
      for (const word of new Set(read(file).match(/[\w$]+/g))) users.set(word, (users.get(word) ?? 0) + 1);
    }
    const exported = /^export (?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm;
    const unused = code
      .filter((file) => file !== standIn)
      .flatMap((file) =>
        [...read(file).matchAll(exported)]
          .filter(([, name = '']) => users.get(name) === 1)
          .map(([, name = '']) => `${file}: ${name}`),
      );
    expect(unused).toEqual([]);
  });

  test('every dependency has its line in CONTRIBUTING.md, and an exact version', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>;
    const all = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}),
    );
    const guide = read('CONTRIBUTING.md');
    expect(all.filter(([name]) => !guide.includes(`\`${name}\``)).map(([name]) => name)).toEqual([]);
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe("the window's files", () => {
  const files = filesUnder('renderer').filter((file) => /\.(ts|svelte|css|html)$/.test(file));
  const markup = files.filter((file) => /\.(svelte|html)$/.test(file));

  /** `file:line: text` of every line that matches. */
  const linesWith = (among: readonly string[], pattern: RegExp): readonly string[] =>
    among.flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );

  test('colours stand in tokens.css alone', () => {
    const others = files.filter((file) => file !== 'renderer/styles/tokens.css');
    const functions = /(?<![\w-])(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/;
    const hexInCss = /:[^;{}'"]*#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b/i;
    const hexInText = /['"`]#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})['"`]/i;
    const named =
      /(?:color|background|border[\w-]*|fill|stroke|outline|shadow)\s*[:=]\s*["'{]?[^;"'}]*(?<![\w-])(black|white|red|green|blue|gr[ae]y|silver|orange|yellow|purple|pink|brown|teal|navy|gold|crimson|tomato)(?![\w-])/i;
    for (const pattern of [functions, hexInCss, hexInText, named]) expect(linesWith(others, pattern)).toEqual([]);
  });

  test('nothing is rendered as HTML, and no style or handler is an attribute', () => {
    expect(linesWith(markup, /\{@html/)).toEqual([]);
    expect(linesWith(markup, /\sstyle\s*=/)).toEqual([]);
    expect(linesWith(markup, /\son[a-z]+\s*=\s*"/)).toEqual([]);
  });

  test('the page loads its scripts and styles from files', () => {
    const page = read('renderer/index.html');
    expect(page).not.toMatch(/<style/);
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });
});
