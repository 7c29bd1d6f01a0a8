import { onTestFinished, expect, test, vi } from 'vitest';
import { muteUntil } from '../../../electron/contract/mute-choices.ts';
import { oneMonitor } from '../../../electron/main/tray/one-monitor.ts';
import { shell } from '../../support/fake-electron.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { openTestEngine, valueOf } from '../../support/test-engine.ts';

vi.mock('electron', () => import('../../support/fake-electron.ts'));

async function open() {
  const clock = manualClock();
  const engine = await openTestEngine({ directory: tempDirectory(onTestFinished), clock });
  onTestFinished(() => engine.stop());
  const logger = recordedLog();
  return { engine, clock, logger, one: oneMonitor({ api: engine.api, clock, logger }) };
}

const ping = { exitCode: null, runId: null, body: '', remoteAddress: '127.0.0.1', userAgent: 'test' };

/** A job that has reported a failure. */
async function withOutage() {
  const rig = await open();
  const { api } = rig.engine;
  const schedule = { every: '1h' } as const;
  const job = valueOf(await api.monitors.create({ kind: 'heartbeat', name: 'Backup', schedule }));
  rig.engine.start();
  const down = rig.engine.untilState('backup', 'down');
  const token = job.kind === 'heartbeat' ? job.token : '';
  await rig.engine.receivePing({ token, kind: 'fail', ...ping });
  await down;
  return rig;
}

test('an outage is acknowledged once, and its note is kept', async () => {
  const { engine, one } = await withOutage();
  const acknowledgedAt = async (): Promise<number | null> =>
    valueOf(await engine.api.incidents.get({ id: 1 })).acknowledgedAt;
  one.acknowledge(1);
  await expect.poll(acknowledgedAt).not.toBeNull();
  await engine.api.incidents.acknowledge({ id: 1, note: 'Disk replaced' });
  one.acknowledge(1);
  one.mute('backup', '1h');
  await expect.poll(async () => valueOf(await engine.api.mutes.list(undefined)).length).toBe(1);
  expect(valueOf(await engine.api.incidents.get({ id: 1 })).note).toBe('Disk replaced');
});

test('a monitor is muted for a time or until it recovers, and unmuted', async () => {
  const { engine, clock, one } = await withOutage();
  const mutes = async () =>
    valueOf(await engine.api.mutes.list(undefined)).map(({ scope, until }) => ({ scope, until }));
  const scope = { kind: 'monitor', monitorId: 'backup' };
  one.mute('backup', '4h');
  await expect.poll(mutes).toEqual([{ scope, until: muteUntil('4h', clock.now()) }]);
  one.mute('backup', 'recovery');
  await expect.poll(mutes).toEqual([{ scope, until: null }]);
  const [mute] = valueOf(await engine.api.mutes.list(undefined));
  one.unmute(mute?.id ?? 0);
  await expect.poll(mutes).toEqual([]);
});

test('its URL opens in the browser, and what is refused is logged', async () => {
  const { one, logger } = await open();
  one.openUrl('https://shop.example.com/health');
  expect(shell.opened).toEqual(['https://shop.example.com/health']);
  one.checkNow('gone');
  await expect.poll(() => logger.lines).toEqual(['warn: the tray was refused something']);
});
