/** The tray icon. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { templates } from './menu.ts';

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
