import { expect, test } from 'vitest';
import { matchingOptions } from '../../../renderer/ui/combobox.ts';

const options = ['Shop API', 'Workshop', 'Billing'].map((label) => ({ value: label, label }));

test('matches at the start come before matches inside', () => {
  expect(matchingOptions(options.toReversed(), ' SHOP ').map(({ label }) => label)).toEqual(['Shop API', 'Workshop']);
});

test('everything is offered while nothing is typed, up to the limit of a list', () => {
  expect(matchingOptions(options, '')).toHaveLength(3);
  const many = Array.from({ length: 500 }, (_, index) => ({ value: String(index), label: `Monitor ${index}` }));
  expect(matchingOptions(many, '')).toHaveLength(60);
});
