import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const module = fileURLToPath(new URL('../../electron/host/heap-growth.ts', import.meta.url));

/**
 * Megabytes of the space for new objects at most, while many of them survive over many turns of the event loop: at first,
 * and once more after V8 has taken the space back.
 */
async function newSpaceAfter(setUp: string): Promise<readonly [first: number, again: number]> {
  const script = `
    import { setImmediate } from 'node:timers/promises';
    import { getHeapSpaceStatistics } from 'node:v8';
    import { boundHeapGrowth } from ${JSON.stringify(module)};
    ${setUp}
    const size = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 1e6;
    const most = async () => {
      const kept = [];
      const sizes = [];
      for (let turn = 0; turn < 100; turn += 1) {
        for (let i = 0; i < 50_000; i += 1) kept[(turn % 10) * 50_000 + i] = { i, list: [i] };
        await setImmediate();
        sizes.push(size());
      }
      return Math.max(...sizes);
    };
    const first = await most();
    globalThis.gc({ flavor: 'last-resort' });
    await setImmediate();
    if (size() > 8) throw new Error('V8 has kept the space');
    console.log(JSON.stringify([first, await most()]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--input-type=module', '-e', script]);
  return JSON.parse(stdout) as [number, number];
}

test('the space for new objects grows as far as a busy program needs, and no further, as often as it has shrunk', async () => {
  const [[unbound], bound] = await Promise.all([newSpaceAfter(''), newSpaceAfter('boundHeapGrowth();')]);
  for (const most of bound) {
    expect(most).toBeGreaterThan(16);
    expect(most).toBeLessThan(unbound / 1.5);
  }
});
