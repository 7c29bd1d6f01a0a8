/**
 * Background upkeep: the mark that Vigilmon was alive, rollups and retention for a few monitors at a time, and one backup
 * a day.
 */
import type { Cancel, Clock, Logger } from '../ports.ts';
import type { Store } from '../store/store.ts';
import type { MonitorEntry } from './monitor-entry.ts';
import type { MonitorRegistry } from './monitor-registry.ts';

const turnMs = 30_000;
/** Most monitors maintained per turn: a round of 10,000 takes less than an hour and a half. */
const monitorsPerTurn = 60;
const dayMs = 86_400_000;

export interface Upkeep {
  /** Records that Vigilmon runs, unless the store refuses. */
  readonly markAlive: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

interface UpkeepOptions {
  readonly store: Store;
  readonly registry: MonitorRegistry;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The store refuses writes: upkeep waits. */
  readonly isRefused: () => boolean;
  /** Makes the daily backup, unless today's exists. */
  readonly backup: (nowMs: number) => Promise<void>;
  /** The result; null on success. */
  readonly onBackup: (error: unknown) => void;
}

const backupRetryMs = 3_600_000;

export function openUpkeep(options: UpkeepOptions): Upkeep {
  const { store, registry, clock, logger } = options;
  let cancelTimer: Cancel | null = null;
  let next = 0;
  let backedUpAt = 0;
  let hasBackupFailed = false;

  function markAlive(): void {
    if (options.isRefused()) return;
    try {
      store.transaction(() => store.settings.setAliveAt(clock.now()));
    } catch (error) {
      logger.error('the mark that Vigilmon was alive could not be written', { error });
    }
  }

  function maintain({ key, stream, monitor }: MonitorEntry): void {
    store.maintain(stream, clock.now());
    if (monitor.locations.length === 0) return;
    for (const elsewhere of store.locations.streams(key)) store.maintain(elsewhere.stream, clock.now());
  }

  function maintainSome(): void {
    const all = registry.all();
    const { length } = all;
    for (let turn = 0; turn < Math.min(monitorsPerTurn, length); turn += 1) {
      const entry = all[next % length];
      next = (next + 1) % length;
      if (entry !== undefined) maintain(entry);
    }
  }

  function backUp(): void {
    const nowMs = clock.now();
    if (nowMs - backedUpAt < dayMs) return;
    backedUpAt = nowMs;
    options.backup(nowMs).then(
      () => {
        if (hasBackupFailed) logger.info('the daily backup was made after all');
        hasBackupFailed = false;
        options.onBackup(null);
      },
      (error: unknown) => {
        if (!hasBackupFailed) logger.error('the daily backup failed; it is tried again every hour', { error });
        hasBackupFailed = true;
        backedUpAt = nowMs - dayMs + backupRetryMs;
        options.onBackup(error);
      },
    );
  }

  function turn(): void {
    cancelTimer = clock.setTimer(turnMs, turn);
    if (options.isRefused()) return;
    try {
      markAlive();
      maintainSome();
      backUp();
    } catch (error) {
      logger.error('upkeep failed', { error });
    }
  }

  return {
    markAlive,
    start() {
      cancelTimer = clock.setTimer(turnMs, turn);
    },
    stop() {
      cancelTimer?.();
      cancelTimer = null;
      markAlive();
    },
  };
}
