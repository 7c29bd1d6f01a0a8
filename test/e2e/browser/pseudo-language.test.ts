/**
 * The whole window in a pseudo-language: all words that a reader sees or hears come from the catalogue or from the
 * engine. One more language is therefore one more catalogue.
 */
import { expect, type Page } from 'playwright/test';
import type { Field, Fields } from '../../../electron/contract/fields/field.ts';
import * as channels from '../../../electron/contract/channels/registry.ts';
import * as locations from '../../../electron/contract/locations/registry.ts';
import * as monitors from '../../../electron/contract/monitors/registry.ts';
import { scenes } from '../../../build/screenshots/scenes.ts';
import { textMarks } from '../../support/pseudo-language.ts';
import { buildPseudoWindow } from '../../support/pseudo-window.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test } from './demo.ts';

// All tests share one demo.
test.describe.configure({ mode: 'default' });

let script = '';
test.beforeAll(async () => {
  script = await buildPseudoWindow();
});

/** Visible and accessible text; code, dates and keys are the same in every language. */
function readAndHeard(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isSkipped = (node: Element | null): boolean =>
      node?.closest('script, style, code, pre, kbd, time, [translate="no"]') !== null;
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (!isSkipped(node.parentElement)) found.push(node.nodeValue ?? '');
    for (const element of document.body.querySelectorAll('*'))
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'])
        if (!isSkipped(element)) found.push(element.getAttribute(name) ?? '');
    return found.filter((words) => words.trim() !== '');
  });
}

const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text);

/** Codes are not words for readers, so a code that is shown counts as untranslated. */
const isCode = (words: string): boolean => /^[a-z]+(?:[A-Z-][a-z]+)*$/.test(words);

/** Their values belong to the user or to a server, and may look like codes. */
const ownKeys: ReadonlySet<string> = new Set([
  'answer',
  'assertions',
  'env',
  'headers',
  'name',
  'tag',
  'tags',
  'value',
]);

/** All texts of a response. @param isOwn inside one of `ownKeys`. */
function textsOf(value: unknown, isOwn = false): readonly string[] {
  if (typeof value === 'string') return isOwn || !isCode(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, isOwn));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    ...(isCode(key) && !isOwn ? [] : [key]),
    ...textsOf(child, isOwn || ownKeys.has(key)),
  ]);
}

const marked = new RegExp(`${textMarks.before}[^${textMarks.before}${textMarks.behind}]*${textMarks.behind}`, 'gu');
/** Numbers with units, dates, and examples of input. */
const neutral = [
  /\d[\d.,:]*\s?(?:ms|min|[smhd]|[kMGT]?B|AM|PM)\b/gu,
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b/gu,
  /\bGMT\b|\b[AP]M\b/gu,
  /\S+[./@]\S+/gu,
  /\w+(?:\\[rn])+/gu,
  /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/gu,
  /^(?:Accept|content-type|Vigilmon|\(\d+\) Vigilmon)$/gu,
] as const;

/** What the definitions show in empty fields: examples of input, the same in every language. */
function examplesIn(fields: Fields): readonly string[] {
  return Object.values(fields).flatMap((field: Field) => {
    if (field.type === 'group') return examplesIn(field.fields);
    if (field.type === 'variant') return Object.values(field.options).flatMap(examplesIn);
    return 'placeholder' in field && typeof field.placeholder === 'string' ? [field.placeholder] : [];
  });
}
const definitions = [
  ...monitors.monitorKinds.map(monitors.definitionOf),
  ...channels.channelKinds.map(channels.definitionOf),
  ...locations.locationKinds.map(locations.definitionOf),
];
const examples = new Set(definitions.flatMap(({ fields }) => examplesIn(fields)));

/** What remains after everything allowed has been removed. */
function untranslated(shown: string, data: readonly string[]): string {
  let rest = shown;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replaceAll(marked, ' ');
  }
  for (const text of data) if (hasWords(rest)) rest = rest.replaceAll(text, ' ');
  for (const pattern of neutral) rest = rest.replaceAll(pattern, ' ');
  return rest.trim();
}

for (const scene of scenes) {
  test(`every word comes from the catalogue: ${scene.name}`, async ({ page, demo, empty }) => {
    const answers: Promise<readonly string[]>[] = [];
    page.on('response', (response) => {
      if (response.headers()['content-type']?.startsWith('application/json') !== true) return;
      answers.push(
        response.json().then(
          (answer: unknown) => textsOf(answer),
          // Responses to a page that was left are gone with it.
          () => [],
        ),
      );
    });
    await page.route(/\/assets\/[^/]+\.js$/, (route) =>
      route.fulfill({ body: script, contentType: 'text/javascript' }),
    );
    await page.goto((scene.isEmpty === true ? empty.windowUrl : demo.windowUrl) ?? '');
    await scene.open(new VigilmonWindow(page));
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const shown = await readAndHeard(page);
    const data = new Set((await Promise.all(answers)).flat().filter((text) => hasWords(text)));
    const longestFirst = [...data].sort((a, b) => b.length - a.length);
    expect(shown.length).toBeGreaterThan(3);
    const left = shown.filter((words) => !examples.has(words) && hasWords(untranslated(words, longestFirst)));
    expect([...new Set(left)]).toEqual([]);
  });
}
