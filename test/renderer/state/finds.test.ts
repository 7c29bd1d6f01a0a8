import { expect, test } from 'vitest';
import type { WordedOffer } from '../../../electron/contract/model/discovery.ts';
import { findsOf, selectRange, settleFind, type Find } from '../../../renderer/state/finds.ts';

function service(name: string, rest: Partial<WordedOffer> = {}): WordedOffer {
  const found = { is: 'service', source: 'port', name, host: '127.0.0.1', port: 80, isHttp: true } as const;
  const monitor = { kind: 'http', name, url: 'http://127.0.0.1/' } as const;
  return { found, monitoredBy: null, monitor, edited: null, schedule: null, ...rest };
}

const monitored = service('monitored', { monitor: null, monitoredBy: 'Shop' });
const unclear = service('unclear', { monitor: null });
const finds = findsOf([service('a'), unclear, service('b'), service('c'), monitored, service('d')]);
const namesOf = (some: readonly Find[]): readonly string[] => some.map(({ offer }) => offer.found.name);
const selectedOf = (some: readonly Find[]): readonly string[] => namesOf(some.filter(({ isSelected }) => isSelected));
const groupOf = (some: readonly Find[], group: Find['group']): readonly string[] =>
  namesOf(some.filter((find) => find.group === group));

test('what is found is offered, monitored already or unclear, and nothing of it is selected before the user does', () => {
  expect(groupOf(finds, 'offered')).toEqual(['a', 'b', 'c', 'd']);
  expect(groupOf(finds, 'monitored')).toEqual(['monitored']);
  expect(groupOf(finds, 'unclear')).toEqual(['unclear']);
  expect(selectedOf(finds)).toEqual([]);
});

test('a range in either direction selects what is offered in it, and deselects it again', () => {
  expect(selectedOf(selectRange(finds, true, { shown: finds, from: 2, to: 2 }))).toEqual(['b']);
  expect(selectedOf(selectRange(finds, true, { shown: finds, from: 3, to: 0 }))).toEqual(['a', 'b', 'c']);
  const all = selectRange(finds, true, { shown: finds, from: 0, to: Infinity });
  expect(selectedOf(all)).toEqual(['a', 'b', 'c', 'd']);
  expect(selectedOf(selectRange(all, false, { shown: all, from: 2, to: 5 }))).toEqual(['a']);
});

test('what a filter hides stays as it is, selected or not', () => {
  const some = finds.filter(({ offer }) => ['a', 'c', 'monitored'].includes(offer.found.name));
  const chosen = selectRange(finds, true, { shown: some, from: 0, to: Infinity });
  expect(selectedOf(chosen)).toEqual(['a', 'c']);
  const others = chosen.filter(({ offer }) => ['b', 'c'].includes(offer.found.name));
  expect(selectedOf(selectRange(chosen, false, { shown: others, from: 0, to: Infinity }))).toEqual(['a']);
});

test('what is refused stays selected with its reason, while the others are added', () => {
  const [a, , b] = finds.map(({ offer }) => offer);
  if (a === undefined || b === undefined) throw new Error('nothing was found');
  const tried = selectRange(finds, true, { shown: finds, from: 0, to: 3 });
  const settled = settleFind(settleFind(tried, a, null), b, 'The ID is taken');
  expect(groupOf(settled, 'added')).toEqual(['a']);
  expect(groupOf(settled, 'offered')).toEqual(['b', 'c', 'd']);
  expect(selectedOf(settled)).toEqual(['b', 'c']);
  expect(settled.map(({ problem }) => problem).filter((problem) => problem !== null)).toEqual(['The ID is taken']);

  const again = settleFind(settled, b, null);
  expect(groupOf(again, 'added')).toEqual(['a', 'b']);
  expect(again.every(({ problem }) => problem === null)).toBe(true);
});
