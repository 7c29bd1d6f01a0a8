/**
 * The first step of every start: one program per data directory. A second start only makes the first one show its
 * window. Chromium's own files are in the data directory too, and its lock on them is the single-instance lock.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
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
  const argv = process.argv.slice(1);
  const options = readStartOptions(argv, env);
  if (!options.ok) {
    writeToTerminal(`vigilmon: ${options.error.message}\n`);
    app.exit(2);
    return null;
  }
  const dataDirectory = options.value.dataDirectory ?? usualDataDirectory({ platform, env, home: homedir() });
  const chromiumDirectory = join(dataDirectory, 'window');
  makePrivateDirectory(chromiumDirectory);
  app.setPath('userData', chromiumDirectory);
  // Chromium passes its own version of the arguments, in a different order.
  if (!app.requestSingleInstanceLock({ argv })) {
    app.exit(0);
    return null;
  }
  return { ...options.value, dataDirectory, logger: openLog(dataDirectory, writeToTerminal) };
}

const handedOver = z.object({ argv: z.array(z.string()) });

/**
 * Requests from outside: by a second start, by a link, on macOS by the Dock. A second start with `--hidden`, as at
 * login, shows nothing, and neither does a foreign link.
 */
export function onAsked(open: (place?: PagePlace) => void): void {
  app.on('second-instance', (_event, _argv, _directory, data) => {
    const handed = handedOver.safeParse(data);
    const options = readStartOptions(handed.success ? handed.data.argv : [], {});
    const opens = options.ok ? options.value.opens : 'window';
    if (opens !== null) open(opens === 'window' ? undefined : opens);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const place = parseLink(url);
    if (place !== null) open(place);
  });
  app.on('activate', () => open());
}
