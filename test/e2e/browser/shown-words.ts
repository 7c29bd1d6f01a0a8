/** The words that a page in the pseudo-language shows or speaks, and which of them stand in no catalogue. */
import type { Page, Response } from 'playwright/test';
import type { Field, Fields } from '../../../electron/contract/fields/field.ts';
import * as channels from '../../../electron/contract/channels/registry.ts';
import * as locations from '../../../electron/contract/locations/registry.ts';
import * as monitors from '../../../electron/contract/monitors/registry.ts';
import { textMarks } from '../../support/pseudo-language.ts';

/** Visible and accessible text; code, dates and keys are the same in every language. */
export function readAndHeard(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isSkipped = (node: Element | null): boolean =>
      node?.closest('script, style, code, pre, kbd, time, [translate="no"]') !== null;
    /** A sentence goes on behind the code in it. */
    const sentenceOf = (part: Node): string => {
      const parts = part.parentElement?.querySelector(':scope > code') ? part.parentElement.childNodes : [part];
      return Array.from(parts, (one) => (one.nodeType === Node.TEXT_NODE ? one.nodeValue : ' ')).join('');
    };
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (!isSkipped(node.parentElement)) found.push(sentenceOf(node));
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

/** All texts of an answer or an event. @param isOwn inside one of `ownKeys`. */
export function textsOf(value: unknown, isOwn = false): readonly string[] {
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

/** What a call has answered: words of the engine, or of the user. */
async function answerOf(response: Response): Promise<readonly string[]> {
  if (response.headers()['content-type']?.startsWith('application/json') !== true) return [];
  return response.json().then(
    (answer: unknown) => textsOf(answer),
    // Responses to a page that was left are gone with it.
    () => [],
  );
}

/** Begins to listen; what it returns gives the texts of all answers so far. */
export function listenToAnswers(page: Page): () => Promise<readonly string[]> {
  const answers: Promise<readonly string[]>[] = [];
  page.on('response', (response) => answers.push(answerOf(response)));
  return async () => (await Promise.all(answers)).flat();
}

/** Those of the words that are neither the catalogue's nor `data`. */
export function untranslatedAmong(words: readonly string[], data: readonly string[]): readonly string[] {
  const longestFirst = [...new Set(data)].filter(hasWords).sort((a, b) => b.length - a.length);
  const left = words.filter((text) => !examples.has(text) && hasWords(untranslated(text, longestFirst)));
  return [...new Set(left)];
}

/** Leaves the page as it is in English: the marks are places where a line may break. */
export function removeMarks(page: Page): Promise<void> {
  return page.evaluate(({ before, behind }) => {
    const isMarked = (text: string | null): text is string =>
      text !== null && (text.includes(before) || text.includes(behind));
    const plain = (text: string): string => text.replaceAll(before, '').replaceAll(behind, '');
    document.title = plain(document.title);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (isMarked(node.nodeValue)) node.nodeValue = plain(node.nodeValue);
    for (const element of document.body.querySelectorAll('*'))
      for (const { name, value } of element.attributes) if (isMarked(value)) element.setAttribute(name, plain(value));
  }, textMarks);
}
