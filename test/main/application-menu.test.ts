import { expect, test, vi } from 'vitest';
import { speechFor } from '../../electron/engine/wording/languages.ts';
import { applicationMenu } from '../../electron/main/application-menu.ts';

function menuOn(platform: NodeJS.Platform) {
  const quit = vi.fn();
  const showLog = vi.fn();
  const menu = applicationMenu({ platform, isPackaged: true, speech: speechFor('en'), quit, showLog });
  const entries = menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  return { quit, showLog, menu, entries };
}

test.each(['linux', 'win32', 'darwin'] as const)('on %s quitting is one entry, which asks first', (platform) => {
  const { quit, entries } = menuOn(platform);
  expect(entries.filter(({ role }) => role === 'quit')).toEqual([]);
  const [entry, ...others] = entries.filter(({ label }) => label === 'Quit Vigilmon');
  expect([others, entry?.accelerator]).toEqual([[], 'CommandOrControl+Q']);
  Reflect.apply(entry?.click ?? (() => undefined), undefined, []);
  expect(quit).toHaveBeenCalledOnce();
});

test('macOS has its own menu of the program first', () => {
  expect(menuOn('darwin').menu[0]?.label).toBe('Vigilmon');
  expect(menuOn('linux').menu[0]?.label).toBe('&File');
});

test('Help shows the folder of the log', () => {
  const { showLog, entries } = menuOn('linux');
  const entry = entries.find(({ label }) => label === 'Show log folder');
  Reflect.apply(entry?.click ?? (() => undefined), undefined, []);
  expect(showLog).toHaveBeenCalledOnce();
});
