/**
 * A file of 1 MiB that is deleted when the disk is full, so that alerts, pings and state changes can still be recorded
 * for a while. It is refilled when there is room again. Its bytes are random: a file system that compresses, or stores
 * zeros as holes, would reserve nothing for others.
 */
import { randomBytes } from 'node:crypto';
import { rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../ports.ts';
import { privateFileMode } from './private-files.ts';

export interface Reserve {
  /** Deletes the file. @returns whether that made room. */
  readonly release: () => boolean;
  /** Writes the file unless it exists or the disk would be nearly full with it. Cheap when there is nothing to do. */
  readonly refill: () => void;
}

export const reserveBytes = 2 ** 20;
/** Refilling a nearly full disk would only make the next write fail. */
const freeBytesNeeded = 2 * reserveBytes;

export function openReserve(directory: string, logger: Logger): Reserve {
  const file = join(directory, 'vigilmon.reserve');
  let isRefused = false;
  let isFilled = statSync(file, { throwIfNoEntry: false })?.size === reserveBytes;

  function hasRoom(): boolean {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize >= freeBytesNeeded;
  }

  return {
    release() {
      if (!isFilled) return false;
      isFilled = false;
      try {
        rmSync(file, { force: true });
      } catch (error) {
        logger.error('the disk space in reserve cannot be released', { error });
        return false;
      }
      logger.warn('the disk is full: the space in reserve was released', { bytes: reserveBytes });
      return true;
    },
    refill() {
      if (isFilled || isRefused) return;
      try {
        if (!hasRoom()) return;
        writeFileSync(file, randomBytes(reserveBytes), { mode: privateFileMode });
        isFilled = true;
      } catch (error) {
        // Without a reserve everything works until the disk is full. A quota may refuse what the disk has room for.
        isRefused = true;
        logger.warn('the disk space in reserve cannot be filled', { error });
        rmSync(file, { force: true });
      }
    },
  };
}
