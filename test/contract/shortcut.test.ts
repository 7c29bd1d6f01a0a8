import { expect, test } from 'vitest';
import { isShortcut, shortcutOf, type PressedKeys } from '../../electron/contract/shortcut.ts';

const pressed = (key: string, code: string, ...held: readonly ('ctrl' | 'alt' | 'shift' | 'meta')[]): PressedKeys => ({
  key,
  code,
  ctrlKey: held.includes('ctrl'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
  metaKey: held.includes('meta'),
});

test.each([
  ['a letter by what is printed on it', pressed('z', 'KeyY', 'ctrl', 'alt'), 'Control+Alt+Z'],
  ['a letter by its place where Alt makes another sign of it', pressed('√', 'KeyV', 'alt', 'meta'), 'Alt+Super+V'],
  ['a digit', pressed('!', 'Digit1', 'ctrl', 'shift'), 'Control+Shift+1'],
  ['an arrow', pressed('ArrowUp', 'ArrowUp', 'ctrl', 'alt'), 'Control+Alt+Up'],
  ['a function key', pressed('F9', 'F9', 'meta'), 'Super+F9'],
  ['the space bar', pressed(' ', 'Space', 'ctrl', 'shift'), 'Control+Shift+Space'],
  ['nothing but modifiers', pressed('Alt', 'AltLeft', 'ctrl', 'alt'), null],
  ['a letter alone', pressed('v', 'KeyV'), null],
  ['a letter with Shift', pressed('V', 'KeyV', 'shift'), null],
  ['a sign that Electron does not know', pressed('ß', 'Minus', 'ctrl'), null],
])('%s is recorded', (_what, event, keys) => {
  expect(shortcutOf(event)).toBe(keys);
});

test.each(['Control+Alt+V', 'Super+Space', 'Alt+Shift+F12', 'Shift+Super+A'])('%s may be one', (keys) => {
  expect(isShortcut(keys)).toBe(true);
});
test.each(['', 'V', 'Shift+V', 'Alt+Control+V', 'Control+', 'Control+VV', 'Control+F25'])('%o may not', (keys) => {
  expect(isShortcut(keys)).toBe(false);
});
