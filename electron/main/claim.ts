/**
 * The first step of every start: one program per data directory. A second start only makes the first one show its
 * window. Chromium's own files are in the data directory too, and its lock on them is the single-instance lock.
 */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import type { PagePlace } from '../contract/page-address.ts';
import type { Logger } from '../engine/ports.ts';
import { makePrivateDirectory, usualDataDirectory } from '../host/data-directory.ts';
import { openLog } from '../host/open-log.ts';
import { parseLink } from './deep-link.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';

export interface Claim extends StartOptions {
  readonly dataDirectory: string;
  readonly logger: Logger;
}

const writeToTerminal = (line: string): void => void process.stderr.write(line);

/** @returns null if this start must end: another instance is running, or the options are invalid. */
export function claimDataDirectory(): Claim | null {
  const { platform, env } = process;
  const argv = ownArguments(process.argv.slice(1));
  const read = readStartOptions(argv, env);
  if (!read.ok) return endStart(2, `vigilmon: ${read.error.message}`);
  const start = read.value;
  if (start.is === 'text') {
    process.stdout.write(`${start.text}\n`);
    return endStart(0);
  }
  const { options } = start;
  const dataDirectory = options.dataDirectory ?? usualDataDirectory({ platform, env, home: homedir() });
  const chromiumDirectory = join(dataDirectory, 'window');
  makePrivateDirectory(chromiumDirectory);
  app.setPath('userData', chromiumDirectory);
  // Chromium passes its own version of the arguments, in a different order.
  if (!app.requestSingleInstanceLock({ argv })) {
    if (options.configFile === null) return endStart(0);
    return endStart(2, `vigilmon: ${start.wording.desktop.help.alreadyRunning(options.configFile)}`);
  }
  return { ...options, dataDirectory, logger: openLog(dataDirectory, writeToTerminal) };
}

/** A program that is not packaged is started as `electron [OPTIONS OF ELECTRON] APP [ARGUMENTS]`. */
function ownArguments(argv: readonly string[]): readonly string[] {
  if (app.isPackaged) return argv;
  return argv.slice(argv.findIndex((argument) => resolve(argument) === app.getAppPath()) + 1);
}

function endStart(exitCode: number, problem?: string): null {
  if (problem !== undefined) writeToTerminal(`${problem}\n`);
  app.exit(exitCode);
  return null;
}

const handedOver = z.object({ argv: z.array(z.string()) });

/**
 * Requests from outside: by a second start, by a link, on macOS by the Dock. A second start with `--hidden`, as at
 * login, shows nothing, and neither does a foreign link.
 */
export function onAsked(open: (place?: PagePlace) => void): void {
  app.on('second-instance', (_event, _argv, _directory, data) => {
    const handed = handedOver.safeParse(data);
    const start = readStartOptions(handed.success ? handed.data.argv : [], {});
    const opens = start.ok && start.value.is === 'start' ? start.value.options.opens : 'window';
    if (opens !== null) open(opens === 'window' ? undefined : opens);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const place = parseLink(url);
    if (place !== null) open(place);
  });
  app.on('activate', () => open());
}
