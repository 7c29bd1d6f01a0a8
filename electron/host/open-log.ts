/** The log of a running Vigilmon: everything goes to a file in the data directory, warnings to the terminal as well. */
import { join } from 'node:path';
import type { Logger } from '../engine/ports.ts';
import { makePrivateDirectory } from './data-directory.ts';
import { openLogFile } from './log-file.ts';
import { createLogger, teeLogger } from './logger.ts';
import { systemClock } from './system-clock.ts';

/** If the file cannot be opened, the program runs without it. */
export function openLog(dataDirectory: string, writeToTerminal: (line: string) => void): Logger {
  const { now } = systemClock;
  const terminal = createLogger({ level: 'warn', format: 'plain', now, write: writeToTerminal });
  try {
    const directory = join(dataDirectory, 'logs');
    makePrivateDirectory(directory);
    const file = openLogFile({
      file: join(directory, 'vigilmon.log'),
      onError: (error) => terminal.error('a line could not be written to the log file', { error }),
    });
    return teeLogger(terminal, createLogger({ level: 'info', format: 'json', now, write: file.write }));
  } catch (error) {
    terminal.error('the log file cannot be opened', { error });
    return terminal;
  }
}
