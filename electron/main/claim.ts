/**
 * The first act of every start: one program on one data directory. A second start only makes the first show its window.
 * Chromium's own files lie in the data directory too, and its lock on them is the single-instance lock.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { Logger } from '../engine/ports.ts';
import { makePrivateDirectory, usualDataDirectory } from '../host/data-directory.ts';
import { openLog } from '../host/open-log.ts';
import { readStartOptions } from './start-options.ts';

export interface Claim {
  readonly dataDirectory: string;
  /** Null: not named by this start. */
  readonly port: number | null;
  readonly isHidden: boolean;
  readonly logger: Logger;
}

const writeToTerminal = (line: string): void => void process.stderr.write(line);

/** @returns null where this start is over: another one runs, or the options make no sense. */
export function claimDataDirectory(): Claim | null {
  const { platform, env } = process;
  const options = readStartOptions(process.argv.slice(1), env);
  if (!options.ok) {
    writeToTerminal(`vigilmon: ${options.error.message}\n`);
    app.exit(2);
    return null;
  }
  const dataDirectory = options.value.dataDirectory ?? usualDataDirectory({ platform, env, home: homedir() });
  const chromiumDirectory = join(dataDirectory, 'window');
  makePrivateDirectory(chromiumDirectory);
  app.setPath('userData', chromiumDirectory);
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return null;
  }
  return { ...options.value, dataDirectory, logger: openLog(dataDirectory, writeToTerminal) };
}

/** A second start that is meant for the tray, as at login, shows nothing. */
export function onSecondStart(show: () => void): void {
  app.on('second-instance', (_event, argv) => {
    const options = readStartOptions(argv.slice(1), {});
    if (!options.ok || !options.value.isHidden) show();
  });
  app.on('activate', show);
}
