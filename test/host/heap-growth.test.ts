import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const module = fileURLToPath(new URL('../../electron/host/heap-growth.ts', import.meta.url));

/** Megabytes of the space for new objects after many of them survived for a while. */
async function newSpaceAfter(setUp: string): Promise<number> {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { boundHeapGrowth } from ${JSON.stringify(module)};
    ${setUp}
    const kept = [];
    for (let i = 0; i < 3_000_000; i += 1) kept[i % 150_000] = { i, list: [i] };
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(space.space_size / 1e6);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return Number(stdout);
}

test('the space for new objects stays small', async () => {
  const [unbound, bound] = await Promise.all([newSpaceAfter(''), newSpaceAfter('boundHeapGrowth();')]);
  expect(bound).toBeGreaterThan(0);
  expect(bound).toBeLessThan(unbound / 2);
});
