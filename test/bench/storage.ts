/** Bytes on disk of a raw check and of a year of rollups, and the write rate of checks. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { hourMs } from '../../electron/engine/history/buckets.ts';
import { rollupsOf } from '../../electron/engine/history/rollup.ts';
import { rollupRepository } from '../../electron/engine/store/rollup-repository.ts';
import { openConnection } from '../../electron/engine/store/sqlite.ts';
import { httpCheck, openSeededStore } from './seed.ts';
import { report } from './support.ts';

const monitors = 20;
const checksEach = 20_000;
const hoursOfYear = 365 * 24;

const { store, directory, streams, nowMs, remove } = await openSeededStore(monitors);
const file = join(directory, 'vigilmon.db');
const begin = performance.now();
for (let i = 0; i < checksEach; i += 250) {
  store.checks.append(
    streams.flatMap((stream) =>
      Array.from({ length: 250 }, (_, j) => ({
        stream,
        check: httpCheck(nowMs - (checksEach - i - j) * 30_000, i + j),
      })),
    ),
  );
}
const seconds = (performance.now() - begin) / 1000;
const count = monitors * checksEach;
store.close();
const bytes = statSync(file).size;
report([
  { name: 'a raw check on disk', value: bytes / count, unit: 'bytes', target: '<= 25 bytes' },
  { name: 'rollups of one monitor and a year', value: bytesOfYear(), unit: 'kB' },
  { name: 'checks written a second, in batches', value: count / seconds, unit: '/s' },
]);
remove();

/** A few checks per hour: the size of a rollup does not depend on their number. */
function bytesOfYear(): number {
  const connection = openConnection(file);
  const rollups = rollupRepository(connection);
  const [stream = 0] = streams;
  const checks = Array.from({ length: 4 * hoursOfYear }, (_, i) => httpCheck(nowMs - (i * hourMs) / 4, i));
  connection.transaction(() => {
    for (const size of ['hour', 'day'] as const) {
      for (const rollup of rollupsOf(checks, size)) rollups.save(stream, size, rollup);
    }
  });
  connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  connection.close();
  return (statSync(file).size - bytes) / 1000;
}
