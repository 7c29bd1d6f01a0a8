import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { PagePlace } from '../../electron/contract/page-address.ts';
import { openDesktopMemory } from '../../electron/main/desktop-memory.ts';
import { createGlobalShortcut, usePortal } from '../../electron/main/global-shortcut.ts';
import { globalShortcut } from '../support/fake-electron.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { tempDirectory } from '../support/temp-directory.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

beforeEach(() => globalShortcut.reset());

const keys = 'Control+Alt+V';

function setup(directory = tempDirectory(onTestFinished), env: Readonly<Record<string, string>> = {}) {
  const opened: (PagePlace | 'as it was')[] = [];
  const shortcut = createGlobalShortcut({
    memory: openDesktopMemory(directory, recordedLog()),
    env,
    open: (place) => void opened.push(place ?? 'as it was'),
  });
  return { shortcut, opened, directory };
}

test('there is none until the user sets one, which opens the window or the palette from then on', () => {
  const { shortcut, opened } = setup();
  expect(shortcut.read()).toEqual({ keys: null, opens: 'window', isTaken: false, isUpToDesktop: false });
  expect(shortcut.set({ keys, opens: 'window' }).ok).toBe(true);
  globalShortcut.press(keys);
  expect(shortcut.set({ keys, opens: 'palette' }).ok).toBe(true);
  globalShortcut.press(keys);
  expect(opened).toEqual(['as it was', { view: 'palette' }]);
});

test('the next start has it again', () => {
  const { shortcut, directory } = setup();
  shortcut.set({ keys, opens: 'palette' });
  globalShortcut.reset();
  const { opened } = setup(directory);
  globalShortcut.press(keys);
  expect(opened).toEqual([{ view: 'palette' }]);
});

test('another combination replaces it, and none gives it back', () => {
  const { shortcut } = setup();
  shortcut.set({ keys, opens: 'window' });
  shortcut.set({ keys: 'Super+F9', opens: 'window' });
  expect([globalShortcut.isRegistered(keys), globalShortcut.isRegistered('Super+F9')]).toEqual([false, true]);
  shortcut.set({ keys: null, opens: 'window' });
  expect(globalShortcut.isRegistered('Super+F9')).toBe(false);
  expect(shortcut.read()).toMatchObject({ keys: null, isTaken: false });
});

test.each(['Control+Alt+W', 'Nonsense'])(
  'one that cannot be had (%s) is refused, and the present one stays',
  (wanted) => {
    globalShortcut.taken.add('Control+Alt+W');
    const { shortcut } = setup();
    shortcut.set({ keys, opens: 'window' });
    const refusal = shortcut.set({ keys: wanted, opens: 'window' });
    expect(refusal).toMatchObject({ ok: false, error: { reason: { code: 'shortcut-taken' } } });
    expect(shortcut.read()).toMatchObject({ keys, isTaken: false });
    expect(globalShortcut.isRegistered(keys)).toBe(true);
  },
);

test('one that another program has taken meanwhile is kept as a setting, and said to be taken', () => {
  const { shortcut, directory } = setup();
  shortcut.set({ keys, opens: 'window' });
  globalShortcut.reset();
  globalShortcut.taken.add(keys);
  const started = setup(directory).shortcut;
  expect(started.read()).toMatchObject({ keys, isTaken: true });
  expect(started.set({ keys, opens: 'window' }).ok).toBe(false);
  globalShortcut.taken.clear();
  expect(started.set({ keys, opens: 'window' }).ok).toBe(true);
  expect(started.read()).toMatchObject({ keys, isTaken: false });
});

test.each([
  [{ XDG_SESSION_TYPE: 'wayland' }, true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, true],
  [{ XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '' }, false],
])('whether it is up to the desktop depends on the session: %o', (env, isUpToDesktop) => {
  expect(setup(undefined, env).shortcut.read()).toMatchObject({ isUpToDesktop });
});

test.each([
  ['', 'GlobalShortcutsPortal'],
  ['WaylandWindowDecorations', 'WaylandWindowDecorations,GlobalShortcutsPortal'],
])('on Wayland the portal is used, beside the features that the user has switched on: %j', (given, expected) => {
  const switches = new Map([['enable-features', given]]);
  const commandLine = {
    getSwitchValue: (name: string) => switches.get(name) ?? '',
    appendSwitch: (name: string, value = '') => void switches.set(name, value),
  };
  usePortal(commandLine, { XDG_SESSION_TYPE: 'x11' });
  expect(switches.get('enable-features')).toBe(given);
  usePortal(commandLine, { XDG_SESSION_TYPE: 'wayland' });
  expect(switches.get('enable-features')).toBe(expected);
});
