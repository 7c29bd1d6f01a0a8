/** Every word of the window is in its catalogue: none is in the markup or the code of a component. */
import { globSync, readFileSync } from 'node:fs';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { icons } from '../../renderer/icons.ts';
import { en } from '../../renderer/text/en.ts';
import { text } from '../../renderer/text/text.ts';

/** Attributes, and properties of components, that a reader sees or hears. */
const wordedAttributes =
  /^(?:title|alt|placeholder|label|hint|note|message|confirm|aria-(?:label|description|roledescription|valuetext))$/;
/** Examples of input, which are the same in every language. */
const isExample = (words: string): boolean => /^(?:\S+[./]\S+|Accept|content-type)$/.test(words);
const hasWords = (words: string): boolean => /\p{L}{2}/u.test(words) && !isExample(words.trim());

interface Node {
  readonly type: string;
  readonly name?: unknown;
  readonly data?: unknown;
  readonly value?: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The text of the markup itself; expressions are checked as code. */
function wordsOfMarkup(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOfMarkup);
  if (!isNode(value)) {
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsOfMarkup) : [];
  }
  if (value.type === 'Text') return typeof value.data === 'string' && hasWords(value.data) ? [value.data.trim()] : [];
  if (value.type === 'Attribute' && !wordedAttributes.test(String(value.name))) return [];
  if (value.type.endsWith('Directive')) return [];
  return Object.entries(value).flatMap(([key, child]) => (key === 'metadata' ? [] : wordsOfMarkup(child)));
}

/** Sentences and capitalized words; names of the platform, types and developer errors do not count. */
function wordsOfCode(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOfCode);
  if (!isNode(value)) {
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsOfCode) : [];
  }
  if (/^(?:Import|Export(?:All|Named)Declaration$|TS(?:Literal|Type)|Throw)/.test(value.type) && isBare(value))
    return [];
  const words = wordsOfLiteral(value);
  if (words !== null) return /^[A-Z][a-z]|[a-z]{2} [a-z]{2}/.test(words) && !platformNames.has(words) ? [words] : [];
  return Object.values(value).flatMap(wordsOfCode);
}

/** An export is skipped only if it declares nothing itself. */
function isBare(node: object): boolean {
  return !('declaration' in node) || node.declaration === null;
}

function wordsOfLiteral({ type, value }: Node): string | null {
  if (type === 'Literal') return typeof value === 'string' ? value : '';
  if (type !== 'TemplateElement') return null;
  return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : '';
}

/** Of the platform: keys, and what is dragged; and of icons. */
const platformNames = new Set<string>([
  ...icons,
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'Backspace',
  'Delete',
  'End',
  'Enter',
  'Escape',
  'Files',
  'Home',
  'Tab',
]);

const components = globSync('renderer/**/*.svelte').sort();
const modules = globSync('renderer/**/*.ts', {
  exclude: ['renderer/text/**'],
}).sort();

test('there are components and modules to read', () => {
  expect(components.length).toBeGreaterThan(80);
  expect(modules.length).toBeGreaterThan(50);
});

test('no component has words in its markup', () => {
  const found = components.flatMap((file) => {
    const { fragment } = parse(readFileSync(file, 'utf8'), { modern: true, filename: file });
    return wordsOfMarkup(fragment).map((words) => `${file}: ${words}`);
  });
  expect(found).toEqual([]);
});

test('no module and no script of a component has words', () => {
  const scripts = components.map((file) => ({ file, source: readFileSync(file, 'utf8') }));
  const sources = modules.map((file) => ({
    file,
    source: `<script lang="ts">${readFileSync(file, 'utf8')}</script>`,
  }));
  const found = [...scripts, ...sources].flatMap(({ file, source }) => {
    const { instance } = parse(source, { modern: true, filename: file });
    return wordsOfCode(instance?.content).map((words) => `${file}: ${words}`);
  });
  expect(found).toEqual([]);
});

test('the catalogue has no empty texts', () => {
  expect(text).toBe(en);
  const empty: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (value === '') empty.push(path);
    else if (typeof value === 'object' && value !== null)
      for (const [key, child] of Object.entries(value)) visit(child, `${path}.${key}`);
  };
  visit(en, 'en');
  expect(empty).toEqual([]);
});
