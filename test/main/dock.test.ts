import { afterEach, expect, test, vi } from 'vitest';
import { followDock } from '../../electron/main/dock.ts';
import { app, FakeDock } from '../support/fake-electron.ts';
import { windowUnderTest } from './open-window.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

afterEach(() => {
  app.dock = undefined;
});

test('the Dock shows the program while it has a window', () => {
  const dock = new FakeDock();
  app.dock = dock;
  const { window, made } = windowUnderTest();
  followDock(window);
  expect(dock.isShown).toBe(false);
  window.open();
  made().emit('ready-to-show');
  expect(dock.isShown).toBe(true);
  made().clickClose();
  expect(dock.isShown).toBe(false);
});

test('where there is no Dock nothing happens', () => {
  const { window, made } = windowUnderTest();
  followDock(window);
  window.open();
  made().emit('ready-to-show');
  expect(made().isVisible()).toBe(true);
});
