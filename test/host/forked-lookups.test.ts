/** The helper as a real process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { LookupReply } from '../../electron/engine/ports.ts';
import { forkedLookups } from '../../electron/host/forked-lookups.ts';
import { root } from '../support/source-imports.ts';

test('looks up names as the system does', async () => {
  const replies: LookupReply[] = [];
  const helper = forkedLookups()({ onReply: (reply) => replies.push(reply), onEnded: () => undefined });
  onTestFinished(() => helper.end());
  helper.ask({ id: 1, host: 'localhost', family: 4 });
  helper.ask({ id: 2, host: 'nothing.invalid', family: 0 });
  await expect.poll(() => replies.length).toBe(2);
  expect(replies.toSorted((a, b) => a.id - b.id)).toEqual([
    { id: 1, addresses: [{ address: '127.0.0.1', family: 4 }] },
    { id: 2, error: expect.stringMatching(/^E/) as string },
  ]);
});

test('reports a helper that cannot be started, and one that is ended', async () => {
  let ended = 0;
  const events = { onReply: () => undefined, onEnded: () => (ended += 1) };
  forkedLookups('/nowhere/helper.cjs')(events);
  await expect.poll(() => ended).toBe(1);
  forkedLookups()(events).end();
  await expect.poll(() => ended).toBe(2);
});

test.runIf(process.platform === 'linux')('ends with its parent, however that ends', async () => {
  const parent = `
    import { readFileSync } from 'node:fs';
    import { forkedLookups } from ${JSON.stringify(join(root, 'electron/host/forked-lookups.ts'))};
    const children = '/proc/self/task/' + process.pid + '/children';
    const onReply = () => console.log(readFileSync(children, 'utf8'));
    forkedLookups()({ onReply, onEnded: () => undefined }).ask({ id: 1, host: 'localhost', family: 0 });
    setTimeout(() => undefined, 60_000);
  `;
  const args = ['--input-type=module', '-e', parent];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  const helper = printed.toString().trim();
  expect(isRunning(helper)).toBe(true);
  child.kill('SIGKILL');
  await expect.poll(() => isRunning(helper)).toBe(false);
});

/** A process that nobody has waited for is a zombie (`Z`). */
function isRunning(pid: string): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false; // no such process
  }
}
