import { expect, test } from 'vitest';
import { blankMaintenance, coversOf } from '../../../renderer/state/maintenance-draft.ts';

test('what maintenance covers has to be chosen', () => {
  const draft = blankMaintenance();
  expect(coversOf(draft)).toEqual({ all: true });
  expect(coversOf({ ...draft, covers: 'tag' })).toBeNull();
  expect(coversOf({ ...draft, covers: 'tag', tag: 'prod' })).toEqual({ tags: ['prod'] });
  expect(coversOf({ ...draft, covers: 'monitors' })).toBeNull();
  expect(coversOf({ ...draft, covers: 'monitors', monitorId: 'shop', tag: 'prod' })).toEqual({ monitors: ['shop'] });
});
