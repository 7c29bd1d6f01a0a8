import { expect, test } from 'vitest';
import { askedOf, filterOf, isNarrowed, queryOf } from '../../../renderer/state/incident-filter.ts';

const query = 'period=2026-10&show=unseen&severity=warning&monitor=shop&sort=length&group=cause';

test('what is chosen comes back out of the address', () => {
  expect(queryOf(filterOf(query))).toBe(query);
});

test('an address has only what is not as usual', () => {
  expect(queryOf(filterOf(''))).toBe('');
  expect(queryOf(filterOf('period=30d&show=all&sort=start'))).toBe('');
});

test('what is not known in an address is as usual', () => {
  expect(queryOf(filterOf('period=never&show=some&severity=high&sort=name&group=host&x=1'))).toBe('');
});

test('a list without some incidents of its period is narrowed; order and groups leave out none', () => {
  expect(['show=open', 'severity=info', 'monitor=shop'].map((one) => isNarrowed(filterOf(one)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(isNarrowed(filterOf('period=24h&sort=length&group=cause'))).toBe(false);
});

test('the calls are asked for what is chosen, and for nothing else', () => {
  const range = { from: 1, to: 2 };
  expect(askedOf(filterOf(''), range)).toEqual(range);
  expect(askedOf(filterOf('show=open'), range)).toEqual({ ...range, open: true });
  expect(askedOf(filterOf(query), range)).toEqual({
    ...range,
    open: true,
    acknowledged: false,
    severity: 'warning',
    monitorId: 'shop',
  });
});
