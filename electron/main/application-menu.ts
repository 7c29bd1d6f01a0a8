/** The application menu: standard roles, so that the usual keys work (copy, paste, zoom, close, quit). */
import type { MenuItemConstructorOptions } from 'electron';
import type { Speech } from '../engine/wording/languages.ts';

interface ApplicationMenuOptions {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly speech: Pick<Speech, 'wording'>;
  /** In place of the role, which would ask nothing. */
  readonly quit: () => void;
  readonly showLog: () => void;
}

export function applicationMenu(options: ApplicationMenuOptions): MenuItemConstructorOptions[] {
  const { platform, isPackaged, speech } = options;
  const { menu } = speech.wording.desktop;
  const quit = { label: menu.quit, accelerator: 'CommandOrControl+Q', click: options.quit };
  const forDevelopers: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    ...(platform === 'darwin' ? [programMenu(quit)] : []),
    { label: menu.file, submenu: [{ role: 'close' }, ...(platform === 'darwin' ? [] : [quit])] },
    { role: 'editMenu' },
    {
      label: menu.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...forDevelopers,
      ],
    },
    ...(platform === 'darwin' ? [{ role: 'windowMenu' as const }] : []),
    { role: 'help', label: menu.help, submenu: [{ label: menu.showLog, click: options.showLog }] },
  ];
}

/** As macOS makes it by the role `appMenu`. */
function programMenu(quit: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    label: 'Vigilmon',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      quit,
    ],
  };
}
