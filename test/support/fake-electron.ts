/**
 * Stands in for `electron` in tests of the main process, and only as far as they need it. Each part implements a pick
 * of the type in electron's own electron.d.ts, so that the fake cannot have what Electron has not. Tests use it by
 * `vi.mock('electron', () => import('../support/fake-electron.ts'))`, import `electron` for what the code sees, and
 * this file for what the desktop, the page or another process would do.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/** What an event carries that a listener may refuse. */
export class FakeEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

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

export class FakeFrame implements Pick<Electron.WebFrameMain, 'url'> {
  readonly url: string;
  readonly parent: FakeFrame | null;
  constructor(url: string, parent: FakeFrame | null = null) {
    this.url = url;
    this.parent = parent;
  }
}

type WebContentsPart = 'getURL' | 'send' | 'reload' | 'setWindowOpenHandler';
export class FakeWebContents extends EventEmitter implements Pick<Electron.WebContents, WebContentsPart> {
  url = '';
  readonly sent: (readonly unknown[])[] = [];
  reloads = 0;
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;

  constructor() {
    super();
    app.emit('web-contents-created', {}, this);
  }
  getURL(): string {
    return this.url;
  }
  send(channel: string, ...args: unknown[]): void {
    this.sent.push([channel, ...args]);
  }
  reload(): void {
    this.reloads += 1;
  }
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
  /** The page tries something that an event lets refuse. @returns whether it was refused. */
  attempt(event: string): boolean {
    const attempted = new FakeEvent();
    this.emit(event, attempted);
    return attempted.defaultPrevented;
  }
}

type WindowPart =
  | 'show'
  | 'showInactive'
  | 'minimize'
  | 'close'
  | 'hide'
  | 'focus'
  | 'restore'
  | 'maximize'
  | 'isVisible'
  | 'isMinimized'
  | 'isMaximized'
  | 'getNormalBounds'
  | 'loadURL'
  | 'setOverlayIcon';
export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, WindowPart> {
  static readonly made: BrowserWindow[] = [];
  readonly webContents = new FakeWebContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  bounds: Electron.Rectangle;
  page: 'is idle' | 'has unsaved changes' | 'hangs' = 'is idle';
  isGone = false;
  #isVisible = false;
  #isMinimized = false;
  #isMaximized = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    BrowserWindow.made.push(this);
    app.emit('browser-window-created', new FakeEvent(), this);
  }
  /** What is over the window's button in the taskbar. */
  overlay: { readonly icon: unknown; readonly description: string } = { icon: null, description: '' };
  setOverlayIcon(icon: Electron.NativeImage | null, description: string): void {
    this.overlay = { icon, description };
  }
  async loadURL(url: string): Promise<void> {
    this.webContents.url = url;
  }
  show(): void {
    const wasVisible = this.#isVisible;
    this.#isVisible = true;
    if (!wasVisible) this.emit('show');
  }
  showInactive(): void {
    this.show();
  }
  hide(): void {
    this.#isVisible = false;
    this.emit('hide');
  }
  focus(): void {
    this.emit('focus');
  }
  restore(): void {
    this.#isMinimized = false;
    this.emit('restore');
  }
  minimize(): void {
    this.#isMinimized = true;
    this.emit('minimize');
  }
  maximize(): void {
    this.#isMaximized = true;
  }
  isVisible(): boolean {
    return this.#isVisible;
  }
  isMinimized(): boolean {
    return this.#isMinimized;
  }
  isMaximized(): boolean {
    return this.#isMaximized;
  }
  getNormalBounds(): Electron.Rectangle {
    return this.bounds;
  }
  /** A page that holds unsaved changes objects, unless the program overrules it. */
  close(): void {
    const event = new FakeEvent();
    this.emit('close', event);
    if (event.defaultPrevented || this.page === 'hangs') return;
    const unload = new FakeEvent();
    if (this.page === 'has unsaved changes') this.webContents.emit('will-prevent-unload', unload);
    if (this.page === 'is idle' || unload.defaultPrevented) {
      this.isGone = true;
      this.emit('closed');
    }
  }
  /** The user closes it. @returns whether it is gone. */
  clickClose(): boolean {
    this.close();
    return this.isGone;
  }
}

/** A window without a page. */
export class BaseWindow extends EventEmitter {
  static readonly made: BaseWindow[] = [];
  readonly options: Electron.BaseWindowConstructorOptions;

  constructor(options: Electron.BaseWindowConstructorOptions = {}) {
    super();
    this.options = options;
    BaseWindow.made.push(this);
  }
}

type TrayPart = 'setImage' | 'setTitle' | 'setToolTip' | 'setContextMenu' | 'destroy';
export class Tray extends EventEmitter implements Pick<Electron.Tray, TrayPart> {
  static readonly made: Tray[] = [];
  image: string | Electron.NativeImage;
  title = '';
  tooltip = '';
  /** Every menu that was set, the latest last. */
  readonly menus: (Electron.Menu | null)[] = [];
  #isDestroyed = false;

  constructor(image: string | Electron.NativeImage) {
    super();
    this.image = image;
    Tray.made.push(this);
  }
  setImage(image: string | Electron.NativeImage): void {
    this.image = image;
  }
  setTitle(title: string): void {
    this.title = title;
  }
  setToolTip(tooltip: string): void {
    this.tooltip = tooltip;
  }
  setContextMenu(menu: Electron.Menu | null): void {
    this.menus.push(menu);
  }
  destroy(): void {
    this.#isDestroyed = true;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  /** The entries of the menu that is set now. */
  entries(): readonly Electron.MenuItemConstructorOptions[] {
    return templates.get(this.menus.at(-1) ?? null) ?? [];
  }
}

/** An image is the path that it was read from. */
export const nativeImage = { createFromPath: (path: string): object => ({ path }) };

const templates = new Map<object | null, readonly Electron.MenuItemConstructorOptions[]>();
export const Menu = {
  buildFromTemplate(template: readonly Electron.MenuItemConstructorOptions[]): object {
    const menu = {};
    templates.set(menu, template);
    return menu;
  },
};

type NotificationPart = 'show' | 'close' | 'title' | 'body' | 'id';
export class Notification extends EventEmitter implements Pick<Electron.Notification, NotificationPart> {
  static readonly made: Notification[] = [];
  static supported = true;
  /** What the desktop does with the next ones. */
  static outcome: 'shows' | 'fails' | 'is silent' = 'shows';
  /** macOS: what an earlier start has left in the list. */
  static history: Notification[] = [];
  /** macOS: identifiers of what was taken off the list. */
  static readonly removed: string[] = [];
  /** Windows: an activation, also of an earlier start's notification. */
  static activate: (details: Electron.ActivationArguments) => void = () => undefined;

  static isSupported(): boolean {
    return Notification.supported;
  }
  static async getHistory(): Promise<readonly Notification[]> {
    return Notification.history;
  }
  static remove(id: string): void {
    Notification.removed.push(id);
  }
  static handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    Notification.activate = callback;
  }
  readonly options: Electron.NotificationConstructorOptions;
  readonly id: string;
  title: string;
  body: string;
  isClosed = false;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.options = options;
    this.id = options.id ?? 'a random one';
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    Notification.made.push(this);
  }
  show(): void {
    if (Notification.outcome === 'shows') this.emit('show', new FakeEvent());
    if (Notification.outcome === 'fails') this.emit('failed', new FakeEvent(), 'not allowed');
  }
  close(): void {
    this.isClosed = true;
  }
  /** The user presses a button. */
  press(actionIndex: number): void {
    this.emit('action', { actionIndex, selectionIndex: -1 } satisfies Electron.NotificationActionEventParams);
  }
}

/** Answers with the number of a button; every question that was asked is kept. */
export const dialog = {
  asked: [] as Electron.MessageBoxOptions[],
  answer: 0,
  async showMessageBox(options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
    dialog.asked.push(options);
    return { response: dialog.answer, checkboxChecked: false };
  },
};

type IpcHandler = Parameters<Electron.IpcMain['handle']>[1];
/** The part of an event that says who asks. */
export interface FakeCaller {
  readonly sender: FakeWebContents;
  readonly senderFrame: FakeFrame | null;
}
class FakeIpcMain implements Pick<Electron.IpcMain, 'handle' | 'removeHandler'> {
  readonly #handlers = new Map<string, IpcHandler>();

  handle(channel: string, listener: IpcHandler): void {
    this.#handlers.set(channel, listener);
  }
  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }
  /** A page asks. Rejects where nobody listens, as Electron does. */
  async invoke(channel: string, from: FakeCaller, ...args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const answer: unknown = await handler(from as unknown as Electron.IpcMainInvokeEvent, ...args);
    return answer;
  }
}
export const ipcMain = new FakeIpcMain();

type SchemeHandler = Parameters<Electron.Protocol['handle']>[1];
class FakeProtocol implements Pick<Electron.Protocol, 'handle' | 'unhandle' | 'registerSchemesAsPrivileged'> {
  readonly #handlers = new Map<string, SchemeHandler>();
  schemes: readonly Electron.CustomScheme[] = [];

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    this.schemes = schemes;
  }
  handle(scheme: string, handler: SchemeHandler): void {
    this.#handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    this.#handlers.delete(scheme);
  }
  async request(scheme: string, request: Request): Promise<Response> {
    const handler = this.#handlers.get(scheme);
    if (handler === undefined) throw new Error(`nobody serves ${scheme}:`);
    return handler(request);
  }
}
export const protocol = new FakeProtocol();

type SessionPart = 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler';
type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>;
type BeforeRequest = (
  details: { readonly url: string },
  callback: (response: Electron.CallbackResponse) => void,
) => void;
class FakeSession extends EventEmitter implements Pick<Electron.Session, SessionPart> {
  #onRequest: RequestHandler | null = null;
  #onCheck: CheckHandler | null = null;
  #onDevice: DeviceHandler | null = null;
  #onBeforeRequest: BeforeRequest | null = null;
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#onBeforeRequest = listener;
    },
  };

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#onRequest = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#onCheck = handler;
  }
  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    this.#onDevice = handler;
  }
  /** The ways in which Chromium asks. Where nobody listens it is granted, as in Electron. */
  grants(permission: Parameters<RequestHandler>[1], origin: string): { request: boolean; check: boolean } {
    const answers: boolean[] = [];
    const contents = new FakeWebContents() as unknown as Electron.WebContents;
    const details = { isMainFrame: true, requestingUrl: `${origin}/` };
    this.#onRequest?.(contents, permission, (isGranted) => answers.push(isGranted), details);
    return { request: answers[0] ?? true, check: this.#onCheck?.(contents, permission, `${origin}/`, details) ?? true };
  }
  grantsDevice(details: Parameters<DeviceHandler>[0]): boolean {
    return this.#onDevice?.(details) ?? true;
  }
  loads(url: string): boolean {
    const answers: Electron.CallbackResponse[] = [];
    this.#onBeforeRequest?.({ url }, (response) => answers.push(response));
    return answers[0]?.cancel !== true;
  }
}
export const session = { defaultSession: new FakeSession() };

export const shell = {
  opened: [] as string[],
  async openExternal(url: string): Promise<void> {
    shell.opened.push(url);
  },
} satisfies Pick<Electron.Shell, 'openExternal'> & { opened: string[] };

export const nativeTheme = { shouldUseDarkColors: false } satisfies Pick<Electron.NativeTheme, 'shouldUseDarkColors'>;

export const screen = {
  workAreas: [{ x: 0, y: 0, width: 1600, height: 1000 }] as Electron.Rectangle[],
  getAllDisplays: () => screen.workAreas.map((workArea, id) => ({ id, workArea })),
  getPrimaryDisplay: () => ({ id: 0, workArea: screen.workAreas[0] }),
};

/** The computer's power as the system tells of it: `emit` an event, or turn `isOnBattery`. */
class FakePowerMonitor extends EventEmitter implements Pick<Electron.PowerMonitor, 'isOnBatteryPower'> {
  isOnBattery = false;

  isOnBatteryPower(): boolean {
    return this.isOnBattery;
  }
}
export const powerMonitor = new FakePowerMonitor();

type SafeStoragePart =
  'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync';
/** A key store that seals by turning the text round; `isBroken` makes it refuse. */
class FakeSafeStorage implements Pick<Electron.SafeStorage, SafeStoragePart> {
  backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> = 'gnome_libsecret';
  isAvailable = true;
  isBroken = false;

  getSelectedStorageBackend(): ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> {
    return this.backend;
  }
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return this.isAvailable;
  }
  async encryptStringAsync(text: string): Promise<Buffer> {
    if (this.isBroken) throw new Error('the keyring is locked');
    return Buffer.from(Array.from(text).reverse().join(''));
  }
  async decryptStringAsync(sealed: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    return { result: Array.from(sealed.toString()).reverse().join(''), shouldReEncrypt: false };
  }
}
export const safeStorage = new FakeSafeStorage();

/** The page's side of the context bridge: what the preload put into its world. */
class FakeContextBridge implements Pick<Electron.ContextBridge, 'exposeInMainWorld'> {
  readonly exposed = new Map<string, unknown>();

  exposeInMainWorld(key: string, api: unknown): void {
    this.exposed.set(key, api);
  }
}
export const contextBridge = new FakeContextBridge();

/** `emit(channel, event, ...)` is what the main process sends. */
class FakeIpcRenderer extends EventEmitter implements Pick<Electron.IpcRenderer, 'invoke'> {
  readonly invoked: (readonly unknown[])[] = [];

  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    this.invoked.push([channel, ...args]);
    return '{"ok":true,"value":null}';
  }
}
export const ipcRenderer = new FakeIpcRenderer();
