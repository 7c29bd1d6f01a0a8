/** Menus, as the templates that they were built from. */
import type * as Electron from 'electron';

/** By menu. */
export const templates = new Map<object | null, readonly Electron.MenuItemConstructorOptions[]>();
export const Menu = {
  buildFromTemplate(template: readonly Electron.MenuItemConstructorOptions[]): object {
    const menu = {};
    templates.set(menu, template);
    return menu;
  },
};
