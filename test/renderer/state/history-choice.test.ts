import { expect, test } from 'vitest';
import { historyChoiceOf, historyQueryOf } from '../../../renderer/state/history-choice.ts';

test.each([
  '',
  'chart=phases',
  'chart=figure%3A%2Fvar',
  'range=7d&compare=1',
  'range=1h&part=2026-10-03T10%3A00%3A00Z--2026-10-04T10%3A00%3A00Z',
])('what is chosen comes back out of the address: %j', (query) => {
  expect(historyQueryOf(historyChoiceOf(query))).toBe(query);
});

test('what is not known is as usual', () => {
  expect(historyChoiceOf('range=2y&part=then--now&x=1')).toEqual({
    chart: null,
    range: null,
    part: null,
    compares: false,
  });
  expect(historyChoiceOf('part=2026-10-04T10:00Z--2026-10-03T10:00Z').part).toBeNull();
});
