import { expect, test } from 'vitest';
import { everPresentTrayHost, followTrayHost } from '../../../electron/main/tray/tray-host.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { openStatusNotifierWatcher } from '../../support/status-notifier-watcher.ts';
import { desktopBus } from '../linux/desktop-bus.ts';

const onLinux = test.runIf(process.platform === 'linux');

onLinux('a desktop without a watcher shows no tray icons, until one comes, and after it has gone', async () => {
  const { started, bus } = await desktopBus();
  const host = followTrayHost(Promise.resolve(bus), recordedLog());
  const seen: boolean[] = [];
  host.onChange(() => seen.push(host.isThere()));
  await expect.poll(() => seen).toEqual([false]);
  const panel = await openStatusNotifierWatcher(started.connection);
  await expect.poll(() => seen).toEqual([false, true]);
  await panel.close();
  await expect.poll(() => seen).toEqual([false, true, false]);
});

onLinux('a watcher without a panel shows none either', async () => {
  const { started, bus } = await desktopBus();
  const panel = await openStatusNotifierWatcher(started.connection, { hasHost: false });
  const host = followTrayHost(Promise.resolve(bus), recordedLog());
  await expect.poll(() => host.isThere()).toBe(false);
  panel.setHost(true);
  await expect.poll(() => host.isThere()).toBe(true);
  panel.setHost(false);
  await expect.poll(() => host.isThere()).toBe(false);
});

test('without a session bus there is no tray', async () => {
  const host = followTrayHost(Promise.resolve(null), recordedLog());
  await expect.poll(() => host.isThere()).toBe(false);
});

test('other systems always have one', () => {
  expect(everPresentTrayHost.isThere()).toBe(true);
});
