/** The engine, and all that it needs of the desktop: everything that the tray icon does not wait for. */
import { app, Menu, session, shell } from 'electron';
import type { Result } from '../contract/result.ts';
import type { Engine } from '../engine/engine.ts';
import { logFile } from '../host/open-log.ts';
import type { HostClosing } from '../host/local-access.ts';
import { thisComputer } from '../host/this-computer.ts';
import { applicationMenu } from './application-menu.ts';
import { claimLinks } from './deep-link.ts';
import { createDesktopAccess, type DesktopAccess, type DesktopAccessOptions } from './desktop-access.ts';
import type { DesktopMemory } from './desktop-memory.ts';
import { openDesktopPorts, type DesktopPorts, type DesktopPortsOptions } from './desktop-ports.ts';
import { createGlobalShortcut } from './global-shortcut.ts';
import { notificationActions, type NotificationActionsOptions } from './notifications/actions.ts';
import { utilityLookups } from './utility-lookups.ts';

interface ProgramOptions
  extends
    Omit<DesktopAccessOptions, 'closing' | 'shortcut'>,
    Pick<DesktopPortsOptions, 'bus'>,
    Pick<NotificationActionsOptions, 'open'> {
  readonly memory: DesktopMemory;
  /** A picture for notifications of a program that is not installed. */
  readonly icon: string;
  /** @returns the path of a file that the application ships. */
  readonly inApp: (path: string) => string;
  readonly quit: () => void;
}

export interface Program {
  readonly opened: Result<Engine>;
  readonly desktop: DesktopPorts;
  readonly access: DesktopAccess;
}

export async function openProgram(options: ProgramOptions): Promise<Program> {
  const { dataDirectory, isPackaged, platform, clock, logger, randomness, memory, quit, inApp } = options;
  claimLinks(platform, isPackaged);
  const showLog = (): void => shell.showItemInFolder(logFile(dataDirectory));
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu({ ...options, quit, showLog })));
  const shortcut = createGlobalShortcut({ memory, env: process.env, open: options.open });
  const closing: HostClosing = {
    keepsRunning: () => memory.read().keepsRunning,
    set: (keepsRunning) => memory.keep({ keepsRunning }),
  };
  const access = createDesktopAccess({ ...options, closing, shortcut });
  const onAction = notificationActions({ ...options, opening: () => opening });
  const notificationIcon = isPackaged ? 'vigilmon' : options.icon;
  const connecting = openDesktopPorts({ ...options, notificationIcon, onAction });
  const opening = connecting.then(async ({ ports }) => {
    // Nine tenths of the code.
    const { openEngine } = await import('../engine/engine.ts');
    const parts = {
      clock,
      logger,
      randomness,
      ...ports,
      hostControls: access.controls,
      allowsCommands: access.allowsCommands,
      systemProxy: (url: string) => session.defaultSession.resolveProxy(url),
      startLookupHelper: utilityLookups(inApp('dist/lookups/lookup-helper.cjs')),
      computer: thisComputer(),
      locale: app.getLocale(),
    };
    return openEngine({ dataDirectory, host: 'desktop', version: __VIGILMON_VERSION__, ...parts });
  });
  return { opened: await opening, desktop: await connecting, access };
}
