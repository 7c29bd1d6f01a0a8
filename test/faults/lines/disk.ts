/** A disk that is full, a database that another program has locked, a data directory that became read-only. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { valueOf } from '../../support/headless-host.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts';
import { channelFor } from '../channel.ts';
import { openHttpReceiver } from '../http-receiver.ts';
import { tallyAlerts, type FaultLine, type Outcome } from '../line.ts';
import { pingsOf, type PingLog } from '../pings.ts';
import type { Receiver } from '../receiver.ts';
import { openRig, type Rig } from '../rig.ts';
import { eventually, pause } from '../wait.ts';

const names = ['Amber', 'Birch', 'Cedar'] as const;
const mebibytes = 24;

interface Scene {
  readonly rig: Rig;
  readonly disk: SmallDisk;
  readonly receiver: Receiver;
  readonly pings: PingLog;
  readonly problems: string[];
}

async function onSmallDisk(play: (scene: Scene) => Promise<void>): Promise<Outcome | { readonly skipped: string }> {
  const disk = mountSmallDisk(mebibytes);
  if (disk === null) return { skipped: 'no disk can be mounted here' };
  const rig = await openRig({ directory: disk.path });
  const receiver = await openHttpReceiver({ trouble: null });
  const problems: string[] = [];
  try {
    await rig.start();
    await valueOf(rig.api().channels.create(channelFor({ kind: 'webhook', port: receiver.port })));
    await valueOf(rig.api().rules.replace({ rules: [{ when: {}, channels: ['troubled'] }] }));
    for (const name of names) await rig.addMonitor(name);
    const pings = pingsOf(rig, 'job', await rig.addHeartbeat('Job'));
    await pings.send(5);
    await play({ rig, disk, receiver, pings, problems });
    await afterwards({ rig, disk, receiver, pings, problems });
    const alerts = tallyAlerts(names, receiver.taken);
    return { alerts, pings: await pings.tally(), kills: rig.kills(), problems };
  } finally {
    await rig.close();
    await receiver.close();
    disk.remove();
  }
}

/** The disk is well again: pings are recorded, every outage has been sent, nothing false, also after a kill. */
async function afterwards({ rig, receiver, pings, problems }: Scene): Promise<void> {
  const isBack = await eventually(30_000, async () => (await pings.send(1)) === 1);
  if (!isBack) problems.push('pings are refused after the recovery');
  if (!(await eventually(60_000, () => tallyAlerts(names, receiver.taken).arrived === names.length)))
    problems.push('outages are missing');
  await pause(1_500);
  if (receiver.taken.some(({ text }) => /\bJob\b/u.test(text))) problems.push('a false alert of the heartbeat');
  await rig.kill();
  await rig.start();
  const { monitors } = await valueOf(rig.api().overview.get(undefined));
  const down = monitors.filter(({ state }) => state === 'down').length;
  if (down !== names.length) problems.push(`${String(down)} of ${String(names.length)} are down after a restart`);
}

/** Outages and pings while nothing can be written; their alerts must not wait for the disk. */
async function duringTrouble({ rig, receiver, pings, problems }: Scene): Promise<void> {
  const begun = performance.now();
  for (const name of names) await takeDown(rig, name);
  await pings.send(40);
  const isTold = await eventually(30_000, () => tallyAlerts(names, receiver.taken).arrived === names.length);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
  if (!isTold) problems.push(`alerts wait for the disk (${seconds} s)`);
}

/** The call itself may be refused while the check is evaluated all the same. */
async function takeDown(rig: Rig, name: string): Promise<void> {
  await rig.takeDown(name).catch(() => undefined);
}

const full: FaultLine = {
  name: 'disk: full',
  run: () =>
    onSmallDisk(async (scene) => {
      scene.disk.fill();
      await duringTrouble(scene);
      scene.disk.free();
    }),
};

const beyondReserve: FaultLine = {
  name: 'disk: full, more pings than the reserve holds',
  run: () =>
    onSmallDisk(async (scene) => {
      scene.disk.fill();
      // Until the reserve is used up; each ping that is refused has waited for two seconds.
      const isRecorded = async (): Promise<boolean> => (await scene.pings.send(1, 'x'.repeat(9_000))) === 1;
      for (let left = 400; left > 0 && (await isRecorded()); left -= 1);
      await duringTrouble(scene);
      scene.disk.free();
    }),
};

const fullAndKilled: FaultLine = {
  name: 'disk: full, killed and started meanwhile',
  run: () =>
    onSmallDisk(async ({ rig, disk, pings, problems }) => {
      disk.fill();
      await pings.send(20);
      await rig.kill();
      try {
        await rig.start();
        await pings.send(20);
        for (const name of names) await takeDown(rig, name);
      } catch (error) {
        problems.push(`does not start on a full disk: ${firstLine(error)}`);
        disk.free();
        await rig.start();
        for (const name of names) await takeDown(rig, name);
      }
      disk.free();
    }),
};

function firstLine(error: unknown): string {
  return error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : String(error);
}

/** @param mode of SQLite's transaction: `IMMEDIATE` as a program that writes, `EXCLUSIVE` as some backup tools. */
function locked(mode: 'IMMEDIATE' | 'EXCLUSIVE'): FaultLine {
  return {
    name: `database: locked by another program, ${mode.toLowerCase()}`,
    run: () =>
      onSmallDisk(async (scene) => {
        const other = new Sqlite(join(scene.rig.dataDirectory, 'vigilmon.db'), { timeout: 5_000 });
        other.exec(`BEGIN ${mode}`);
        try {
          await duringTrouble(scene);
        } finally {
          other.exec('ROLLBACK');
          other.close();
        }
      }),
  };
}

const readOnly: FaultLine = {
  name: 'disk: becomes read-only',
  run: () =>
    onSmallDisk(async (scene) => {
      const remount = (as: 'ro' | 'rw'): void =>
        void execFileSync('mount', ['-o', `remount,${as}`, scene.disk.path], { stdio: 'pipe' });
      await scene.rig.kill();
      remount('ro');
      try {
        await scene.rig.start();
        await duringTrouble(scene);
      } catch (error) {
        scene.problems.push(`does not start on a read-only disk: ${firstLine(error)}`);
        remount('rw');
        await scene.rig.start();
        for (const name of names) await takeDown(scene.rig, name);
      }
      remount('rw');
    }),
};

export const diskLines: readonly FaultLine[] = [
  full,
  beyondReserve,
  fullAndKilled,
  locked('IMMEDIATE'),
  locked('EXCLUSIVE'),
  readOnly,
];
