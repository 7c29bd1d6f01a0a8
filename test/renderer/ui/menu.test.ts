import { expect, test } from 'vitest';
import { withLater, type MenuEntry } from '../../../renderer/ui/menu.ts';

const item = (label: string): MenuEntry => ({ type: 'item', label, onselect: () => undefined });
const heading: MenuEntry = { type: 'heading', label: 'Add to' };

test('what is loaded while a menu is open is added at its end', () => {
  const offered = [item('1 hour'), { type: 'line' } as const, item('More')];
  const later = [heading, item('Patch night')];
  const shown = withLater(offered, [item('1 hour'), { type: 'line' }, item('More'), ...later]);
  expect(shown).toEqual([...offered, ...later]);
  expect(shown[0]).toBe(offered[0]);
});

test.each([
  ['something new above', [item('Acknowledge'), item('1 hour'), item('More')]],
  ['an entry that has become another', [item('1 hour'), item('Resume'), item('Delete')]],
  ['an entry that has gone', [item('1 hour')]],
  ['the same', [item('1 hour'), item('More')]],
])('otherwise it stays as it was opened: %s', (_, now) => {
  const offered = [item('1 hour'), item('More')];
  expect(withLater(offered, now)).toBe(offered);
});
