import { expect, test } from 'vitest';
import { rank, score } from '../../../renderer/state/palette.ts';

const command = (label: string, note = ''): { id: string; label: string; note: string; run: () => void } => ({
  id: label,
  label,
  note,
  run: () => {},
});
const commands = [
  command('Overview'),
  command('Shop API', 'https://shop.example.com'),
  command('Webshop'),
  command('Edit Shop API'),
];

test('the beginning of a name counts most, then the beginning of a word, then anywhere', () => {
  expect(rank(commands, 'shop', 10).map(({ label }) => label)).toEqual(['Shop API', 'Edit Shop API', 'Webshop']);
});

test('every word must occur somewhere, the address included', () => {
  expect(rank(commands, 'shop example', 10).map(({ label }) => label)).toEqual(['Shop API']);
  expect(score('shop nothing', command('Shop API'))).toBeNull();
});

test('without a query all stand in their own order, up to the limit', () => {
  expect(rank(commands, ' ', 2).map(({ label }) => label)).toEqual(['Overview', 'Shop API']);
});
