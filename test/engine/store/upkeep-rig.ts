/** A store with checks of minutes, and its upkeep in small pieces; for tests of what upkeep makes of them. */
import { join } from 'node:path';
import type { Check } from '../../../electron/contract/model/state.ts';
import type { BucketSize } from '../../../electron/engine/history/buckets.ts';
import type { Rollup } from '../../../electron/engine/history/rollup.ts';
import { rollupRepository, type RollupRepository } from '../../../electron/engine/store/rollup-repository.ts';
import type { Connection } from '../../../electron/engine/store/sqlite.ts';
import { failingCheck, hourMs, minuteMs, openTestConnection, passingCheck, testDirectory } from './fixtures.ts';

const always = { from: 0, to: Number.MAX_SAFE_INTEGER };

export interface UpkeepRig {
  readonly connection: Connection;
  readonly store: ReturnType<typeof openTestConnection>['store'];
  readonly rollups: RollupRepository;
  readonly append: (stream: number, checks: readonly Check[]) => void;
  /** Like a program that ran for the last hour. */
  readonly maintainUntilDone: (stream: number, nowMs: number) => void;
  readonly stored: (stream: number, size: BucketSize) => readonly Rollup[];
}

export function openUpkeepRig(): UpkeepRig {
  const { connection, store } = openTestConnection(join(testDirectory(), 'vigilmon.db'));
  const rollups = rollupRepository(connection);
  return {
    connection,
    store,
    rollups,
    append(stream, checks) {
      store.checks.append(checks.map((check) => ({ stream, check })));
    },
    maintainUntilDone(stream, nowMs) {
      for (let calls = 0; calls < 500; calls += 1) store.maintain(stream, nowMs - hourMs);
      store.maintain(stream, nowMs);
    },
    stored: (stream, size) => rollups.between(stream, size, always),
  };
}

/** One check a minute in [from, to). */
export function everyMinute(from: number, to: number): readonly Check[] {
  const count = (to - from) / minuteMs;
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * minuteMs;
    return index % 11 === 0 ? failingCheck(at) : passingCheck(at, (index * 37) % 1_000);
  });
}
