/** Windows, with a page and without. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { FakeEvent } from './event.ts';
import { FakeWebContents } from './web-contents.ts';

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
