/** The log of a running Vigilmon: everything goes to a file in the data directory, warnings to the terminal as well. */
import { join } from 'node:path';
import type { Logger } from '../engine/ports.ts';
import { makePrivateDirectory } from './data-directory.ts';
import { openLogFile } from './log-file.ts';
import { createLogger, teeLogger } from './logger.ts';
import { systemClock } from './system-clock.ts';

const logDirectory = (dataDirectory: string): string => join(dataDirectory, 'logs');

/** It may not exist, if it could not be opened. */
export function logFile(dataDirectory: string): string {
  return join(logDirectory(dataDirectory), 'vigilmon.log');
}

/** If the file cannot be opened, the program runs without it. */
export function openLog(dataDirectory: string, writeToTerminal: (line: string) => void): Logger {
  const { now } = systemClock;
  const terminal = createLogger({ level: 'warn', format: 'plain', now, write: writeToTerminal });
  try {
    makePrivateDirectory(logDirectory(dataDirectory));
    const file = openLogFile({
      file: logFile(dataDirectory),
      onError: (error) => terminal.error('a line could not be written to the log file', { error }),
    });
    return teeLogger(terminal, createLogger({ level: 'info', format: 'json', now, write: file.write }));
  } catch (error) {
    terminal.error('the log file cannot be opened', { error });
    return terminal;
  }
}
