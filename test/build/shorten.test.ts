import { expect, test } from 'vitest';
import { shortened } from '../../build/shorten.ts';

const shared = `function first(value) { return value + globalThis.one; }
function second(value) { return first(value) + first(globalThis.two) + second.name; }
globalThis.shown = [first, second];
export { first as $, second as t };`;

const later = `import { $ as first, t as second } from './shared.js';
const views = () => first(second(globalThis.three));
export { views };`;

test('what a chunk takes from another has one name in both, and what is asked of it later keeps its name', async () => {
  const [one = '', other = ''] = await shortened([shared, later], 'chrome108');
  const names = /export\{(.*)\};$/.exec(one)?.[1];
  expect(names).toMatch(/^\w,\w$/);
  expect(other).toContain(`import{${String(names)}}from"./shared.js"`);
  expect(other).toMatch(/export\{\w as views\};$/);
});

test('a chunk that takes what the first one does not give is refused', async () => {
  await expect(shortened([shared, later.replace('t as', 'u as')], 'chrome108')).rejects.toThrow(
    'imports u, which the first chunk does not export',
  );
});

test.each([
  ['imports from another', [shared, later, later.replace('shared.js', 'later.js')], 'import from more than the first'],
  [
    'loads the first one as a whole',
    [shared, `${later} import('./shared.js').then(views);`],
    'as a whole: ./shared.js',
  ],
])('a chunk that %s is refused', async (_name, chunks, problem) => {
  await expect(shortened(chunks, 'chrome108')).rejects.toThrow(problem);
});

test('chunks that share nothing are shortened all the same', async () => {
  expect(await shortened(['globalThis.one = function (unread) { return 1 + 1; };'], 'chrome108')).toEqual([
    'globalThis.one=()=>2;',
  ]);
});
