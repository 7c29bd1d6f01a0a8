// What a tool can check of our conventions. The import table (who may import whom) is checked in full by
// test/architecture.test.ts; the rules here say the same sooner, in the editor.
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name; only configs and components have a default.',
};
const noEnum = { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' };
const styleAttribute = {
  selector: "SvelteAttribute[key.name='style']",
  message: 'The CSP forbids style attributes; use a class or a style: directive.',
};
/** Imports by relative path: `room` may not reach the folders in `closed`. */
const room = (files, closed, paths = []) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths,
        patterns: closed.map((one) =>
          typeof one === 'string'
            ? { regex: one, message: 'Not among the imports of this room: see CONTRIBUTING.md.' }
            : one,
        ),
      },
    ],
  },
});
const up = (rooms) => `^(\\.\\./)+(electron/)?(${rooms})/`;
const engineInside = '^(\\.\\./)+(electron/)?engine/(?!(engine|ports)\\.ts$|wording/)';
const engineAndSearch = '^(\\.\\./)+(electron/)?engine/(?!(engine|ports|discovery/discover)\\.ts$|wording/)';
const engineTypes = '^(\\.\\./)+(electron/)?engine/(?!(engine|kinds/heartbeat/incoming)\\.ts$|wording/)';
const wholeDefinitions = {
  regex: 'contract/(monitors|channels|locations)/registry\\.ts$',
  importNames: ['definitionOf', 'monitorDefinitions', 'channelDefinitions', 'locationDefinitions'],
  allowTypeImports: true,
  message: 'The window is built without parts of them: see renderer/definitions.ts.',
};
const nodeBuiltin = '^node:';
const electron = { name: 'electron', message: 'Only main and preload know Electron.' };
const sqlite = { name: 'better-sqlite3', message: 'SQL lives in engine/store.' };

const components = '**/*.svelte';
const { parser: componentParser } = svelte.configs.recommended.find(
  ({ files, languageOptions }) => files?.includes(components) && languageOptions?.parser,
).languageOptions;
let areRead = false;
/**
 * For a run over all components: it reads them all before the first is linted. TypeScript makes its program anew for each
 * file that it is given, and forgets what it has found out about the others: three quarters of the time.
 */
const parserOfAll = {
  ...componentParser,
  parseForESLint(code, options) {
    if (!areRead) {
      areRead = true;
      for (const path of globSync(`renderer/${components}`, { cwd: import.meta.dirname })) {
        const filePath = resolve(import.meta.dirname, path);
        componentParser.parseForESLint(readFileSync(filePath, 'utf8'), { ...options, filePath });
      }
    }
    return componentParser.parseForESLint(code, options);
  },
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'test-results/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js'] },
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'max-depth': ['error', 4],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80 }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': ['error', noDefaultExport, noEnum],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A function that only calls another is written `() => f()`, whatever f answers.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      // The calls of the API are asynchronous for their callers' sake; many have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser }, globals: globals.browser },
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, noEnum, styleAttribute],
      // The window's views are chosen by state, not by SvelteKit's router.
      'svelte/no-navigation-without-resolve': 'off',
      // Data from the API is replaced as a whole ($state.raw), collections included.
      'svelte/prefer-svelte-reactivity': 'off',
      // It does not see the accessibility warnings of the compiler; svelte-check does.
      'svelte/no-unused-svelte-ignore': 'off',
      'svelte/require-each-key': 'error',
      'svelte/button-has-type': 'error',
      // $bindable() and $props() are declared with let.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$bindable', '$derived'] }],
    },
  },
  ...(process.argv.includes(components) ? [{ files: [components], languageOptions: { parser: parserOfAll } }] : []),
  {
    files: [components],
    rules: {
      // The linter cannot see the types of a generic component's snippets and exports; svelte-check does.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  room(
    ['electron/contract/**'],
    [up('engine|main|preload|headless|http|client|host'), nodeBuiltin],
    [electron, sqlite],
  ),
  room(['electron/engine/**'], [up('main|preload|headless|client|host')], [electron, sqlite]),
  room(['electron/engine/store/**'], [up('main|preload|headless|client|host')], [electron]),
  room(['electron/client/**'], [up('main|preload|headless|http|host|engine'), nodeBuiltin], [electron, sqlite]),
  room(['electron/host/**'], [up('main|preload|headless|http|client'), engineInside], [electron, sqlite]),
  room(['electron/http/**'], [up('main|preload|headless|client|host'), engineTypes], [electron, sqlite]),
  room(['electron/main/**'], [up('preload|headless|client'), engineInside], [sqlite]),
  room(['electron/headless/**'], [up('main|preload'), engineAndSearch], [electron, sqlite]),
  room(['electron/preload/**'], [up('main|headless|http|client|host|engine'), nodeBuiltin], [sqlite]),
  room(
    ['renderer/**'],
    [up('main|preload|headless|http|host|engine'), nodeBuiltin, wholeDefinitions],
    [electron, sqlite],
  ),
  room(['renderer/definitions.ts'], [up('main|preload|headless|http|host|engine'), nodeBuiltin], [electron, sqlite]),
  {
    files: ['test/**'],
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    files: ['*.config.{ts,js}', 'test/**/*.config.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum] },
  },
  { files: ['eslint.config.js'], extends: [tseslint.configs.disableTypeChecked] },
);
