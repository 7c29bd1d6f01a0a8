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

test('where nothing matches, a letter left out or two exchanged are forgiven in words of four letters and more', () => {
  const labels = (query: string): readonly string[] => rank(commands, query, 10).map(({ label }) => label);
  expect(labels('overveiw')).toEqual(['Overview']);
  expect(labels('ovrview')).toEqual(['Overview']);
  expect(labels('hsop exmaple')).toEqual(['Shop API']);
  expect(labels('shp')).toEqual([]);
  expect(labels('webshpo')).toEqual(['Webshop']);
  expect(labels('sh.op')).toEqual([]);
  // What is typed right comes alone.
  expect(rank([command('From'), command('Form')], 'form', 10).map(({ label }) => label)).toEqual(['Form']);
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

test('a synonym counts less than the start of a word in the name, and more than the middle of one', () => {
  const offers = [
    command('Back up now', 'backup'),
    command('Acknowledge', 'seen'),
    command('Alerts: Channels', 'e-mail mail'),
    command('Webmail'),
    command('Mail relay'),
  ];
  expect(rank(offers, 'ack', 10).map(({ label }) => label)).toEqual(['Acknowledge', 'Back up now']);
  expect(rank(offers, 'mail', 10).map(({ label }) => label)).toEqual(['Mail relay', 'Alerts: Channels', 'Webmail']);
});

test('a verb before a name matches monitors of that name, and followed by a space alone it matches all', () => {
  const names = ['Shop API', 'Workshop', 'Billing'];
  const meant = verbOf('Mute shop for 1', verbs);
  expect(meant).toMatchObject({ verb: 'mute', isAlone: false });
  expect(names.filter((name) => meant?.fits(name))).toEqual(['Shop API', 'Workshop']);
  const alone = verbOf('mute ', verbs);
  expect(alone?.isAlone).toBe(true);
  expect(names.filter((name) => alone?.fits(name))).toEqual(names);
  expect(verbOf('mute', verbs)).toBeNull();
  expect(verbOf('shop mute', verbs)).toBeNull();
});
