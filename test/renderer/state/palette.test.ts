import { expect, test } from 'vitest';
import { rank, recentFirst, score, verbOf, withRecent } from '../../../renderer/state/palette.ts';

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

test('the start of a name ranks first, then the start of a word, then anywhere', () => {
  expect(rank(commands, 'shop', 10).map(({ label }) => label)).toEqual(['Shop API', 'Edit Shop API', 'Webshop']);
});

test('every word must occur somewhere, the address included', () => {
  expect(rank(commands, 'shop example', 10).map(({ label }) => label)).toEqual(['Shop API']);
  expect(score('shop nothing', command('Shop API'))).toBeNull();
});

test('without a query all entries keep their order, up to the limit', () => {
  expect(rank(commands, ' ', 2).map(({ label }) => label)).toEqual(['Overview', 'Shop API']);
});

test('what was used recently comes first, the latest before the others, if it is offered at all', () => {
  const recent = ['Webshop', 'gone', 'Edit Shop API'].reduceRight(withRecent, [] as readonly string[]);
  expect(recentFirst(commands, recent).map(({ label }) => label)).toEqual([
    'Webshop',
    'Edit Shop API',
    'Overview',
    'Shop API',
  ]);
  expect(withRecent(recent, 'gone')).toEqual(['gone', 'Webshop', 'Edit Shop API']);
});

test('only the latest are remembered', () => {
  const used = Array.from({ length: 30 }, (_, index) => String(index));
  expect(used.reduce<readonly string[]>(withRecent, [])).toEqual(['29', '28', '27', '26', '25', '24', '23', '22']);
});

const verbs = ['mute', 'pause'];

test('a verb before a name matches monitors of that name, and alone it matches none', () => {
  const meant = verbOf('Mute shop for 1', verbs);
  expect(meant?.verb).toBe('mute');
  expect(['Shop API', 'Workshop', 'Billing'].filter((name) => meant?.fits(name))).toEqual(['Shop API', 'Workshop']);
  expect(verbOf('mute ', verbs)).toBeNull();
  expect(verbOf('shop mute', verbs)).toBeNull();
});
