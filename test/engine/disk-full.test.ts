/** A real disk runs full under a running engine, and has space again later. */
import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { PingAnswer } from '../../electron/engine/kinds/heartbeat/incoming.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { startTargetServer, type TargetServer } from '../support/target-server.ts';
import { openTestEngine, valueOf, type TestEngine } from '../support/test-engine.ts';

const trial = mountSmallDisk(2);
trial?.remove();
const reason = trial === null ? ' (skipped: no disk can be mounted here)' : '';
const token = 'mailer-token-0123456789';

interface Rig {
  readonly disk: SmallDisk;
  readonly directory: string;
  readonly server: TargetServer;
  readonly clock: ManualClock;
  readonly engine: TestEngine;
  readonly check: (id: string) => Promise<void>;
  readonly stateOf: (id: string) => Promise<string | undefined>;
  readonly notices: () => Promise<readonly string[]>;
  readonly ping: (kind: 'success' | 'fail', at?: number) => PingAnswer | Promise<PingAnswer>;
}

async function openRig(): Promise<Rig> {
  const disk = mountSmallDisk(2);
  if (disk === null) throw new Error('the trial could be mounted');
  onTestFinished(disk.remove);
  const server = await startTargetServer();
  onTestFinished(server.close);
  const clock = manualClock();
  const directory = join(disk.path, 'data');
  const engine = await openTestEngine({ directory, clock });
  onTestFinished(engine.stop);
  engine.start();
  for (const id of ['shop', 'broken']) {
    valueOf(
      await engine.api.monitors.create({
        id,
        name: id,
        kind: 'http',
        url: `${server.url}/${id}`,
        failAfter: 1,
        recoverAfter: 1,
      }),
    );
  }
  const schedule = { every: 60_000 };
  valueOf(await engine.api.monitors.create({ id: 'mailer', kind: 'heartbeat', token, schedule, grace: 10_000 }));
  return {
    disk,
    directory,
    server,
    clock,
    engine,
    async check(id) {
      valueOf(await engine.api.monitors.checkNow({ id }));
    },
    stateOf: async (id) =>
      valueOf(await engine.api.overview.get(undefined)).monitors.find((monitor) => monitor.id === id)?.state,
    notices: async () => valueOf(await engine.api.system.info(undefined)).notices.map(({ message }) => message),
    ping: (kind, at) =>
      engine.receivePing({ token, kind, exitCode: null, runId: null, at, body: '', remoteAddress: '', userAgent: '' }),
  };
}

/** The write-ahead log may have some room left before it has to grow. */
async function fillUntilRefused({ disk, server, engine, check }: Rig): Promise<void> {
  server.behaveAt('/broken', { kind: 'answer', status: 503, body: 'x'.repeat(4_096) });
  disk.fill();
  const isRefused = (): boolean => engine.log.some(({ message }) => message.startsWith('the store refuses writes'));
  for (let tries = 0; tries < 500 && !isRefused(); tries += 1) await check('broken');
  expect(isRefused()).toBe(true);
}

it.skipIf(trial === null)(
  `on a full disk outages are followed and sent, and are on disk when there is space again${reason}`,
  async () => {
    const rig = await openRig();
    const { disk, server, engine, clock, check, stateOf, notices } = rig;
    await check('shop');
    await fillUntilRefused(rig);
    const reported = engine.until(
      'alert',
      ({ alert }) => alert.event === 'recording-stopped' && alert.status === 'sent',
    );
    await clock.advance(5_000);
    expect(await notices()).toEqual([expect.stringContaining('the disk is full')]);
    expect((await reported).alert.title).toMatch(/^\[NOT RECORDING\] Vigilmon: the disk is full/u);

    server.behaveAt('/shop', { kind: 'answer', status: 503 });
    const sent = engine.until('alert', ({ alert }) => alert.monitorId === 'shop' && alert.status === 'sent');
    await check('shop');
    const { alert } = await sent;
    expect(await stateOf('shop')).toBe('down');
    const listed = valueOf(await engine.api.incidents.list({ open: true })).items;
    expect(listed.map(({ monitorId }) => monitorId)).toContain('shop');

    server.behaveAt('/shop', { kind: 'answer', status: 200 });
    const resolved = engine.until('alert', ({ alert }) => alert.event === 'recovered' && alert.status === 'sent');
    await check('shop');
    await resolved;
    expect(await stateOf('shop')).toBe('up');

    disk.free();
    await clock.advance(2_000);
    expect(await notices()).toEqual([]);
    const ended = engine.until('alert', ({ alert }) => alert.event === 'recording-resumed' && alert.status === 'sent');
    await clock.advance(60_000);
    await ended;
    await engine.stop();
    const database = new Sqlite(join(rig.directory, 'vigilmon.db'), { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = database.prepare(`SELECT id, event, status FROM outbox WHERE monitor_id = 'shop' ORDER BY id`).all();
    expect(rows).toEqual([
      { id: alert.id, event: 'down', status: 'sent' },
      { id: expect.any(Number) as number, event: 'recovered', status: 'sent' },
    ]);
    database.close();
    const titles = engine.notifications.map(({ title }) => title);
    expect(titles.filter((title) => !title.startsWith('broken'))).toEqual([
      'Vigilmon cannot record',
      'shop is down',
      'shop is up again',
      'Vigilmon records again',
    ]);
  },
);

it.skipIf(trial === null)(
  `a ping that cannot be stored is not acknowledged, moves the deadline all the same, and is stored later${reason}`,
  async () => {
    const rig = await openRig();
    const { disk, engine, clock, stateOf, ping } = rig;
    expect(await ping('success')).toBe('ok');
    await fillUntilRefused(rig);
    for (let minute = 0; minute < 3; minute += 1) {
      const answer = ping('success');
      await clock.advance(2_000);
      expect(await answer).toBe('not-recorded');
      await clock.advance(56_000);
      expect(await stateOf('mailer')).toBe('up');
    }
    const failure = ping('fail');
    await engine.untilState('mailer', 'down');
    disk.free();
    await clock.advance(2_000);
    expect(await failure).toBe('ok');
    const { items } = valueOf(await engine.api.pings.list({ monitorId: 'mailer' }));
    expect(items.map(({ kind }) => kind)).toEqual(['fail', 'success', 'success', 'success', 'success']);
  },
);

it.skipIf(trial === null)(`a ping that is sent again with its own time is stored once${reason}`, async () => {
  const rig = await openRig();
  const { disk, engine, clock, ping } = rig;
  await fillUntilRefused(rig);
  const at = clock.now();
  for (const answer of [ping('success', at), ping('success', at)]) {
    await clock.advance(2_000);
    expect(await answer).toBe('not-recorded');
  }
  disk.free();
  await clock.advance(2_000);
  expect(await ping('success', at)).toBe('ok');
  expect(valueOf(await engine.api.pings.list({ monitorId: 'mailer' })).items).toHaveLength(1);
});

it.skipIf(trial === null)(
  `a deadline that passes on a full disk is evaluated once, not in a loop${reason}`,
  async () => {
    const rig = await openRig();
    const { engine, clock, stateOf, ping } = rig;
    expect(await ping('success')).toBe('ok');
    await fillUntilRefused(rig);
    const lines = engine.log.length;
    await clock.advance(10 * 60_000);
    expect(await stateOf('mailer')).toBe('down');
    expect(engine.log.length - lines).toBeLessThan(100);
  },
);
