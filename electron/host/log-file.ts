/**
 * The log file: private, and rotated to `.1` when it reaches its size limit, so that logs never take more than twice
 * that. A full disk costs log lines, never the program.
 */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

interface LogFile {
  readonly write: (line: string) => void;
  readonly close: () => void;
}

interface LogFileOptions {
  readonly file: string;
  readonly maxBytes?: number;
  /** Called once, when the first line cannot be written. */
  readonly onError: (error: unknown) => void;
}

const defaultMaxBytes = 5 * 1024 * 1024;

/** Throws if the file cannot be opened at all. */
export function openLogFile({ file, maxBytes = defaultMaxBytes, onError }: LogFileOptions): LogFile {
  let descriptor: number | null = null;
  let bytes = 0;
  let hasFailed = false;

  function open(): number {
    const opened = openSync(file, 'a', 0o600);
    bytes = fstatSync(opened).size;
    return opened;
  }

  function close(): void {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
    bytes = 0;
  }

  function write(line: string): void {
    try {
      if (bytes >= maxBytes) {
        close();
        renameSync(file, `${file}.1`);
      }
      descriptor ??= open();
      bytes += writeSync(descriptor, line);
    } catch (error) {
      if (!hasFailed) onError(error);
      hasFailed = true;
    }
  }

  descriptor = open();
  return { write, close };
}
