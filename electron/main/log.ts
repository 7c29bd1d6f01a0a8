/** The log of the desktop application: everything to a file in the data directory, warnings to the terminal as well. */
import { join } from 'node:path';
import type { Logger } from '../engine/ports.ts';
import { makePrivateDirectory } from '../host/data-directory.ts';
import { openLogFile } from '../host/log-file.ts';
import { createLogger, teeLogger } from '../host/logger.ts';
import { systemClock } from '../host/system-clock.ts';

export function openLog(dataDirectory: string): Logger {
  const { now } = systemClock;
  const terminal = createLogger({
    level: 'warn',
    format: 'plain',
    now,
    write: (line) => process.stderr.write(line),
  });
  try {
    const directory = join(dataDirectory, 'logs');
    makePrivateDirectory(directory);
    const file = openLogFile({
      file: join(directory, 'vigilmon.log'),
      onError: (error) => terminal.error('the log file can no longer be written', { error }),
    });
    return teeLogger(terminal, createLogger({ level: 'info', format: 'json', now, write: file.write }));
  } catch (error) {
    terminal.error('the log file cannot be opened', { error });
    return terminal;
  }
}
