/** The application's own menu: standard roles, so that the usual keys work (copy, paste, zoom, close, quit). */
import type { MenuItemConstructorOptions } from 'electron';

export interface ApplicationMenuOptions {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
}

export function applicationMenu({ platform, isPackaged }: ApplicationMenuOptions): MenuItemConstructorOptions[] {
  const forDevelopers: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [{ role: 'close' }, ...(platform === 'darwin' ? [] : [{ role: 'quit' as const }])],
    },
    { role: 'editMenu' },
    {
      label: '&View',
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
