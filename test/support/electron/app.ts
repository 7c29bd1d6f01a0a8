/** The application. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { FakeEvent } from './event.ts';

/** The icon in macOS's Dock. */
export class FakeDock implements Pick<Electron.Dock, 'show' | 'hide'> {
  isShown = false;
  async show(): Promise<void> {
    this.isShown = true;
  }
  hide(): void {
    this.isShown = false;
  }
}

type AppPart =
  | 'exit'
  | 'quit'
  | 'isPackaged'
  | 'getAppPath'
  | 'getLoginItemSettings'
  | 'requestSingleInstanceLock'
  | 'setLoginItemSettings'
  | 'setPath'
  | 'setAppUserModelId'
  | 'setAsDefaultProtocolClient'
  | 'setJumpList'
  | 'setToastActivatorCLSID';
class FakeApp extends EventEmitter implements Pick<Electron.App, AppPart> {
  isPackaged = true;
  /** What was set last; null: there is no login item. */
  loginItem: Electron.Settings | null = null;
  /** An administrator has forbidden it. */
  refusesLoginItems = false;
  readonly exitCodes: (number | undefined)[] = [];
  /** What was set last. */
  jumpList: Electron.JumpListCategory[] | null = null;
  /** What the system would start for links: scheme, program, arguments. */
  linkHandler: readonly unknown[] | null = null;
  /** The directories whose lock another process has, and what was handed over to it. */
  readonly takenDirectories = new Map<string, unknown>();
  userData = '/home/ada/.config/vigilmon';
  /** macOS: the system has started it. */
  wasOpenedAtLogin = false;
  /** macOS alone has one. */
  dock: FakeDock | undefined = undefined;
  /** What Windows knows it by. */
  readonly identity = { appUserModelId: '', toastActivatorClsid: '' };

  exit(code?: number): void {
    this.exitCodes.push(code);
  }
  getAppPath(): string {
    return '/opt/vigilmon/resources/app.asar';
  }
  /** As Windows: an item is known again by its path and its arguments. */
  getLoginItemSettings(options: Electron.LoginItemSettingsOptions = {}): Electron.LoginItemSettings {
    const { path, args } = this.loginItem ?? {};
    const isSame = path === options.path && JSON.stringify(args) === JSON.stringify(options.args);
    const openAtLogin = this.loginItem?.openAtLogin === true && isSame;
    const { wasOpenedAtLogin } = this;
    const none = { openAsHidden: false, wasOpenedAtLogin, wasOpenedAsHidden: false, restoreState: false };
    return {
      ...none,
      openAtLogin,
      status: openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    };
  }
  /** As Chromium, whose lock lies in the directory of its own files. */
  requestSingleInstanceLock(handedOver?: unknown): boolean {
    if (!this.takenDirectories.has(this.userData)) return true;
    this.takenDirectories.set(this.userData, handedOver);
    return false;
  }
  setAppUserModelId(id: string): void {
    this.identity.appUserModelId = id;
  }
  setToastActivatorCLSID(id: string): void {
    this.identity.toastActivatorClsid = id;
  }
  setPath(name: string, path: string): void {
    if (name === 'userData') this.userData = path;
  }
  setJumpList(categories: Electron.JumpListCategory[] | null): 'ok' {
    this.jumpList = categories;
    return 'ok';
  }
  setAsDefaultProtocolClient(...handler: Parameters<Electron.App['setAsDefaultProtocolClient']>): boolean {
    this.linkHandler = handler;
    return true;
  }
  setLoginItemSettings(settings: Electron.Settings): void {
    if (!this.refusesLoginItems) this.loginItem = settings;
  }
  /** As Electron: asks by `before-quit`, and exits where nobody objects. */
  quit(): void {
    const event = new FakeEvent();
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }
}
export const app = new FakeApp();
