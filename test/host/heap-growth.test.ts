import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const module = fileURLToPath(new URL('../../electron/host/heap-growth.ts', import.meta.url));

/** Megabytes of the space for new objects after many of them survived for a while, over many turns of the event loop. */
async function newSpaceAfter(setUp: string): Promise<number> {
  const script = `
    import { setImmediate } from 'node:timers/promises';
    import { getHeapSpaceStatistics } from 'node:v8';
    import { boundHeapGrowth } from ${JSON.stringify(module)};
    ${setUp}
    const kept = [];
    for (let turn = 0; turn < 100; turn += 1) {
      for (let i = 0; i < 50_000; i += 1) kept[(turn % 10) * 50_000 + i] = { i, list: [i] };
      await setImmediate();
    }
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(space.space_size / 1e6);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return Number(stdout);
}

test('the space for new objects grows as far as a busy program needs, and no further', async () => {
  const [unbound, bound] = await Promise.all([newSpaceAfter(''), newSpaceAfter('boundHeapGrowth();')]);
  expect(bound).toBeGreaterThan(16);
  expect(bound).toBeLessThan(unbound / 2);
});
