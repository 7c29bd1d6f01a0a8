import { beforeEach, expect, test, vi } from 'vitest';
import { packConfiguration } from '../../build/electron-builder.config.ts';
import { packLauncher } from '../../build/launcher.ts';
import { identifyToWindows } from '../../electron/main/windows-identity.ts';
import { app } from '../support/fake-electron.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

beforeEach(() => {
  Object.assign(app.identity, { appUserModelId: '', toastActivatorClsid: '' });
});

test('Windows knows the program by the same names at every start', () => {
  identifyToWindows('win32');
  const { appId } = packConfiguration({ electron: null, updateUrl: null, compileLauncher: packLauncher });
  expect(app.identity.appUserModelId).toBe(appId);
  expect(app.identity.toastActivatorClsid).toMatch(/^\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/);
  const { toastActivatorClsid } = app.identity;
  identifyToWindows('win32');
  expect(app.identity.toastActivatorClsid).toBe(toastActivatorClsid);
});

test('other systems need none', () => {
  identifyToWindows('linux');
  expect(app.identity).toEqual({ appUserModelId: '', toastActivatorClsid: '' });
});
