/** The application menu: standard roles, so that the usual keys work (copy, paste, zoom, close, quit). */
import type { MenuItemConstructorOptions } from 'electron';
import type { Speech } from '../engine/wording/languages.ts';

export interface ApplicationMenuOptions {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly speech: Pick<Speech, 'wording'>;
}

export function applicationMenu(options: ApplicationMenuOptions): MenuItemConstructorOptions[] {
  const { platform, isPackaged, speech } = options;
  const { menu } = speech.wording.desktop;
  const forDevelopers: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: menu.file,
      submenu: [{ role: 'close' }, ...(platform === 'darwin' ? [] : [{ role: 'quit' as const }])],
    },
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
  ];
}
