import { expect, test } from 'vitest';
import { countFitting } from '../../../renderer/state/fitting-tags.ts';

test('as many tags are shown as fit as a whole beside the number of the others, and one at least', () => {
  expect(countFitting([], 175)).toBe(0);
  expect(countFitting(['payments', 'production'], 175)).toBe(2);
  expect(countFitting(['shop', 'payments', 'production'], 175)).toBe(2);
  expect(countFitting(['shop', 'payments', 'production'], 230)).toBe(3);
  expect(countFitting(['payments', 'production', 'shop'], 175)).toBe(1);
  expect(countFitting(['a tag with far more than its column can show', 'shop'], 175)).toBe(1);
});
