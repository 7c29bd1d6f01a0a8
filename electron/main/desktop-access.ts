/**
 * The desktop application's local listener and its settings. Pings are always on; API and page only once the user turns
 * them on. A port in use is reported to the user and costs only pings until another one is chosen.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, shell } from 'electron';
import { ok } from '../contract/result.ts';
import type { Engine } from '../engine/engine.ts';
import type { Cancel, Clock, HostControls, Logger, Randomness } from '../engine/ports.ts';
import type { Speech } from '../engine/wording/languages.ts';
import { usualDataDirectory } from '../host/data-directory.ts';
import { createLocalAccess, type HostClosing, type HostShortcut, type HostUpdates } from '../host/local-access.ts';
import { spooledPings } from '../host/ping-spool.ts';
import { collectLatePings } from '../http/late-pings.ts';
import { createMovableListener } from '../http/movable-listener.ts';
import { createAutostart, startCommand } from './autostart.ts';
import { createCommandLine } from './command-line.ts';

export interface DesktopAccessOptions {
  readonly dataDirectory: string;
  /** From the command line or the environment; null: as set in the window, else the default. */
  readonly port: number | null;
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly closing: HostClosing;
  readonly shortcut: HostShortcut;
  readonly updates: HostUpdates | null;
  readonly speech: Pick<Speech, 'wording'>;
  readonly randomness: Randomness;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface DesktopAccess {
  readonly controls: HostControls;
  readonly allowsCommands: () => boolean;
  readonly open: (engine: Engine) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function createDesktopAccess(options: DesktopAccessOptions): DesktopAccess {
  const { dataDirectory, port, platform, isPackaged, randomness, clock, logger } = options;
  const { env, execPath } = process;
  const home = homedir();
  const appPath = app.getAppPath();
  const isUsual = dataDirectory === usualDataDirectory({ platform, env, home });
  const command = startCommand({
    env,
    isPackaged,
    execPath,
    appPath,
    dataDirectory: isUsual ? null : dataDirectory,
  });
  const commandLine = isPackaged
    ? createCommandLine({
        platform,
        env,
        home,
        resources: process.resourcesPath,
        version: app.getVersion(),
        sharedBin: '/usr/local/bin',
      })
    : null;
  const access = createLocalAccess({
    dataDirectory,
    randomness,
    given: { host: null, port },
    api: { pageDirectory: join(appPath, 'dist/renderer'), isOptional: true },
    autostart: createAutostart({
      platform,
      env,
      home,
      command,
      comment: options.speech.wording.desktop.autostartComment,
    }),
    commandLine,
    closing: options.closing,
    shortcut: options.shortcut,
    updates: options.updates,
    showInFolder: (file) => shell.showItemInFolder(file),
    logger,
  });
  let endCollecting: Cancel = () => undefined;
  return {
    controls: access.controls,
    allowsCommands: access.allowsCommands,
    async open(engine) {
      endCollecting = collectLatePings({ engine, waiting: () => spooledPings(dataDirectory), clock, logger });
      const opened = await access.open(createMovableListener({ engine, logger }));
      if (!opened.ok) logger.warn('no pings are received', { reason: opened.error.reason });
      access.announce();
      const renewed = await (commandLine?.renew() ?? ok(null));
      if (!renewed.ok) logger.warn('the command line was not renewed', { reason: renewed.error.reason });
    },
    async close() {
      endCollecting();
      await access.close();
    },
  };
}
