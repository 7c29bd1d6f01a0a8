/** Bytes of a raw check on disk, and how fast they are written. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { httpCheck, openSeededStore } from './seed.ts';
import { report } from './support.ts';

const monitors = 20;
const checksEach = 20_000;

const { store, directory, keys, nowMs, remove } = await openSeededStore(monitors);
const size = (): number => {
  store.close();
  return statSync(join(directory, 'vigilmon.db')).size;
};
const begin = performance.now();
for (let i = 0; i < checksEach; i += 250) {
  store.checks.append(
    keys.flatMap((key) =>
      Array.from({ length: 250 }, (_, j) => ({ key, check: httpCheck(nowMs - (checksEach - i - j) * 30_000, i + j) })),
    ),
  );
}
const seconds = (performance.now() - begin) / 1000;
const count = monitors * checksEach;
const bytes = size();
report([
  { name: 'a raw check on disk', value: bytes / count, unit: 'bytes', target: '<= 25 bytes' },
  { name: 'checks written a second, in batches', value: count / seconds, unit: '/s' },
]);
remove();
