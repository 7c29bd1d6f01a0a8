/** A real disk runs full under a running engine, and has space again later. */
import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../support/manual-clock.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { startTargetServer } from '../support/target-server.ts';
import { openTestEngine, valueOf } from '../support/test-engine.ts';

const trial = mountSmallDisk(2);
trial?.remove();
const reason = trial === null ? ' (skipped: no disk can be mounted here)' : '';

it.skipIf(trial === null)(
  `on a full disk checks go on, the user is told once, and what was not told is told when there is space again${reason}`,
  async () => {
    const disk = mountSmallDisk(2);
    if (disk === null) throw new Error('the trial could be mounted');
    onTestFinished(disk.remove);
    const server = await startTargetServer();
    onTestFinished(server.close);
    server.behaveAt('/broken', { kind: 'answer', status: 503, body: 'x'.repeat(4_096) });
    const clock = manualClock();
    const directory = join(disk.path, 'data');
    const engine = await openTestEngine({ directory, clock });
    engine.start();
    for (const id of ['shop', 'broken']) {
      valueOf(await engine.api.monitors.create({ id, kind: 'http', url: `${server.url}/${id}`, failAfter: 1 }));
    }
    const check = async (id: string): Promise<string> => valueOf(await engine.api.monitors.checkNow({ id })).verdict;
    const notices = async () => valueOf(await engine.api.system.info(undefined)).notices;
    const stateOf = async (id: string): Promise<string | undefined> =>
      valueOf(await engine.api.overview.get(undefined)).monitors.find((monitor) => monitor.id === id)?.state;
    await check('shop');

    disk.fill();
    // The write-ahead log may hold some more before it has to grow.
    for (let tries = 0; tries < 500 && (await notices()).length === 0; tries += 1) await check('broken');
    expect(await notices()).toMatchObject([
      { code: 'cannot-record', facts: { reason: { facts: { trouble: 'full' } } } },
    ]);
    server.behaveAt('/shop', { kind: 'answer', status: 503 });
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await check('shop')).toBe('fail');
      expect(await check('broken')).toBe('fail');
    }
    const titles = (): readonly string[] => engine.notifications.map(({ title }) => title);
    expect(titles().filter((title) => title === 'Vigilmon cannot record')).toHaveLength(1);
    expect(await stateOf('shop')).toBe('up');

    disk.free();
    const told = engine.until('alert', ({ alert }) => alert.monitorId === 'shop' && alert.status === 'sent');
    await check('shop');
    await told;
    expect(await stateOf('shop')).toBe('down');
    expect(await notices()).toEqual([]);
    expect(titles().filter((title) => title === 'Vigilmon cannot record')).toHaveLength(1);
    await engine.stop();

    const database = new Sqlite(join(directory, 'vigilmon.db'), { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  },
);
