import { expect, test } from 'vitest';
import { overviewChoiceOf, overviewQueryOf } from '../../../renderer/state/overview-choice.ts';

test.each(['', 'search=is%3Adown+tag%3A%22on+call%22', 'sort=p95&order=reversed&group=tag'])(
  'what is chosen comes back out of the address: %j',
  (query) => {
    expect(overviewQueryOf(overviewChoiceOf(query))).toBe(query);
  },
);

test('what is not known, or empty, is as usual', () => {
  expect(overviewQueryOf(overviewChoiceOf('sort=size&order=up&group=kind&search=+&x=1'))).toBe('');
});
