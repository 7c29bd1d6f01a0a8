/** Notifications with text from outside, and on desktops that do not cooperate. */
import { once } from 'node:events';
import { expect, type Page } from 'playwright/test';
import type { Alert } from '../../../electron/contract/model/alert.ts';
import type { SystemInfo } from '../../../electron/contract/model/program.ts';
import type { Result } from '../../../electron/contract/result.ts';
import { openFromTray, test, type Desktop } from './desktop.ts';
import { windowApi } from './window-api.ts';

const codesOf = (info: Result<SystemInfo>): readonly string[] =>
  info.ok ? info.value.notices.map(({ code }) => code) : [];

/** A monitor that is down at its first check, and whose failure quotes the expected text. */
async function addMonitor(page: Page, url: string, expected: string): Promise<void> {
  const created = await windowApi(page).monitors.create({
    kind: 'http',
    name: 'Shop <i>& co</i>',
    url,
    interval: '5s',
    timeout: '2s',
    failAfter: 1,
    recoverAfter: 1,
    assertions: [{ on: 'json', path: '$.status', is: 'equals', value: expected }],
  });
  expect(created).toMatchObject({ ok: true });
}

async function latestAlert(page: Page): Promise<Alert | undefined> {
  const listed = await windowApi(page).alerts.list({});
  return listed.ok ? listed.value.items[0] : undefined;
}

/** The latest is on the screen, and whatever was before it has been replaced. */
async function expectOnly({ notifications }: Desktop, title: string): Promise<void> {
  expect(await notifications.countShown()).toBe(1);
  expect((await notifications.readAll()).map((shown) => shown.title)).toEqual([title]);
}

/** Delivered by all channels. */
async function expectSent(page: Page, event: Alert['event']): Promise<void> {
  const sent = async (): Promise<readonly string[]> => {
    const listed = await windowApi(page).alerts.list({ event });
    return listed.ok ? listed.value.items.map(({ status }) => status) : [];
  };
  await expect.poll(sent, { timeout: 30_000 }).toEqual(['sent']);
}

test('text from outside appears as text on a desktop that interprets markup', async ({ desktop, service }) => {
  const started = await desktop.start('--hidden');
  await addMonitor(await openFromTray(started), service.url, '<b>fine</b> & well');
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
  const [shown] = await desktop.notifications.readAll();
  expect(shown).toEqual({
    title: 'Shop <i>& co</i> is down',
    body: '$.status is "ok", expected "&lt;b&gt;fine&lt;/b&gt; &amp; well"',
  });
});

test('an outage during do-not-disturb waits, and is shown afterwards', async ({ desktop, service }) => {
  await desktop.notifications.disturb(false);
  const started = await desktop.start('--hidden');
  await addMonitor(await openFromTray(started), service.url, 'fine');
  await expect.poll(() => desktop.notifications.countKept()).toBe(1);
  expect(await desktop.notifications.countShown()).toBe(0);
  await desktop.notifications.disturb(true);
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
});

test('a recovery replaces the outage', async ({ desktop, service }) => {
  service.breakDatabase();
  const page = await openFromTray(await desktop.start('--hidden'));
  await addMonitor(page, service.url, 'ok');
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
  service.repairDatabase();
  await expectSent(page, 'recovered');
  await expectOnly(desktop, 'Shop <i>& co</i> is up again');
});

test('a recovery replaces the outage that was shown before a restart', async ({ desktop, service }) => {
  service.breakDatabase();
  const first = await desktop.start('--hidden');
  await addMonitor(await openFromTray(first), service.url, 'ok');
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
  const ended = once(first.app.process(), 'exit');
  await first.tray.choose('Quit Vigilmon');
  await ended;
  expect(await desktop.notifications.countShown()).toBe(1);
  service.repairDatabase();
  const second = await desktop.start('--hidden');
  await expectSent(await openFromTray(second), 'recovered');
  await expectOnly(desktop, 'Shop <i>& co</i> is up again');
});

test('slowness is withdrawn when it ends', async ({ desktop, service }) => {
  const started = await desktop.start('--hidden');
  const api = windowApi(await openFromTray(started));
  const created = await api.monitors.create({
    kind: 'http',
    name: 'Slow shop',
    url: service.url,
    interval: '5s',
    timeout: '2s',
    failAfter: 1,
    degradedAfter: '1ms',
  });
  expect(created).toMatchObject({ ok: true });
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
  await api.monitors.update({ kind: 'http', id: 'slow-shop', degradedAfter: '1s' });
  await api.monitors.checkNow({ id: 'slow-shop' });
  await expect.poll(() => desktop.notifications.countShown()).toBe(0);
  expect((await desktop.notifications.readAll()).map(({ title }) => title)).toEqual(['Slow shop is degraded']);
});

test('an outage that is acknowledged in the window disappears from the desktop', async ({ desktop, service }) => {
  service.breakDatabase();
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  await addMonitor(page, service.url, 'ok');
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
  expect(await windowApi(page).incidents.acknowledge({ id: 1 })).toMatchObject({ ok: true });
  await expect.poll(() => desktop.notifications.countShown()).toBe(0);
});

test('without a notification daemon the delivery says why, and is shown once there is one', async ({
  desktop,
  service,
}) => {
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  await desktop.notifications.close();
  await addMonitor(page, service.url, 'fine');
  await expect.poll(async () => (await latestAlert(page))?.attempts.length).toBe(1);
  expect(await latestAlert(page)).toMatchObject({ status: 'pending', attempts: [{ accepted: false }] });
  const warned = await windowApi(page).system.info(undefined);
  expect(codesOf(warned)).toContain('notifications-failing');

  const daemon = await desktop.openNotifications();
  await expect.poll(() => daemon.countShown(), { timeout: 30_000 }).toBe(1);
  await expect.poll(async () => (await latestAlert(page))?.status).toBe('sent');
  const well = await windowApi(page).system.info(undefined);
  expect(codesOf(well)).not.toContain('notifications-failing');
});
