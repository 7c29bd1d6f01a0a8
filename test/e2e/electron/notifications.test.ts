/** Notifications of what comes from outside, and where the desktop does not play along. */
import { expect, type Page } from 'playwright/test';
import type { Alert } from '../../../electron/contract/model/alert.ts';
import type { SystemInfo } from '../../../electron/contract/model/program.ts';
import type { Result } from '../../../electron/contract/result.ts';
import { openFromTray, test } from './desktop.ts';
import { windowApi } from './window-api.ts';

const codesOf = (info: Result<SystemInfo>): readonly string[] =>
  info.ok ? info.value.notices.map(({ code }) => code) : [];

/** A monitor that is down at its first check, and says so with what it expected. */
async function watch(page: Page, url: string, expected: string): Promise<void> {
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

test('text from outside reaches a desktop that reads markup as text', async ({ desktop, service }) => {
  const started = await desktop.start('--hidden');
  await watch(await openFromTray(started), service.url, '<b>fine</b> & well');
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
  const [shown] = await desktop.notifications.readAll();
  expect(shown).toEqual({
    title: 'Shop <i>& co</i> is down',
    body: '$.status is "ok", expected "&lt;b&gt;fine&lt;/b&gt; &amp; well"',
  });
});

test('an outage that comes while nobody is to be disturbed waits, and is there afterwards', async ({
  desktop,
  service,
}) => {
  await desktop.notifications.disturb(false);
  const started = await desktop.start('--hidden');
  await watch(await openFromTray(started), service.url, 'fine');
  await expect.poll(() => desktop.notifications.countKept()).toBe(1);
  expect(await desktop.notifications.countShown()).toBe(0);
  await desktop.notifications.disturb(true);
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
});

test('a recovery takes the place of the outage', async ({ desktop, service }) => {
  service.breakDatabase();
  const started = await desktop.start('--hidden');
  await watch(await openFromTray(started), service.url, 'ok');
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
  service.repairDatabase();
  await expect.poll(() => started.tray.tooltip()).toBe('1 up');
  await expect.poll(async () => (await desktop.notifications.readClosed()).map(({ title }) => title)).toHaveLength(1);
  expect(await desktop.notifications.countShown()).toBe(1);
  const titles = (await desktop.notifications.readAll()).map(({ title }) => title);
  expect(titles).toEqual(['Shop <i>& co</i> is up again', 'Shop <i>& co</i> is down']);
});

test('without a notification daemon the alert says why, and is shown when there is one', async ({
  desktop,
  service,
}) => {
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  await desktop.notifications.close();
  await watch(page, service.url, 'fine');
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
