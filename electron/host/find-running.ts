/**
 * Finds the Vigilmon that is running on a data directory. A file left behind by a crash names a process that no longer
 * exists, so nothing is sent to whatever has taken the port since.
 */
import { readRunning, type Running } from './running-files.ts';

/** Null: none is running. */
export function findRunning(dataDirectory: string): Running | null {
  const running = readRunning(dataDirectory);
  return running !== null && isAlive(running.pid) ? running : null;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
