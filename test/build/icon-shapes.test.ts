import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shapesOfAll } from '../../build/icon-shapes.ts';
import { icons } from '../../renderer/icons.ts';

const renderer = join(import.meta.dirname, '../../renderer');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(svelte|ts)$/.test(file) && file !== 'icons.ts')
  .map((file) => readFileSync(join(renderer, file), 'utf8'));

test('the page holds only icons that something in the window names', () => {
  const unused = icons.filter((name) => !sources.some((source) => new RegExp(`['"]${name}['"]`).test(source)));
  expect(unused).toEqual([]);
});

test('each is a group of shapes with the ID that the component refers to', () => {
  const groups = shapesOfAll().match(
    /<g id="icon-\w+">(?:<(?:path|circle|rect|line|polyline|ellipse)(?: \w+="[^"<>]+")+\/>)+<\/g>/g,
  );
  expect(groups).toHaveLength(icons.length);
  expect(groups?.join('')).toBe(shapesOfAll());
  expect(shapesOfAll()).toContain('<g id="icon-X"><path d="M18 6 6 18"/><path d="m6 6 12 12"/></g>');
});
