/** The whole application: it watches from the tray, says what breaks, and is there when it is asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { overallStates } from '../../../electron/contract/model.ts';
import { isShown, openFromTray, pictureInPanel, test } from './desktop.ts';

test('it watches a service from the tray: up, down with a notification, and up again', async ({ desktop, service }) => {
  const started = await desktop.start('--hidden');
  const { tray } = started;

  await test.step('it starts to the tray, without a window', async () => {
    expect(await tray.tooltip()).toBe('Nothing is watched yet');
    expect(await pictureInPanel(started, overallStates)).toBe('empty');
    expect(started.app.windows()).toHaveLength(0);
  });

  const page = await openFromTray(started);
  await test.step('the window opens from the tray', async () => {
    await expect.poll(() => isShown(started)).toBe(true);
    expect(await page.title()).toBe('Vigilmon');
    expect(page.url()).toBe('app://vigilmon/index.html');
  });

  await test.step('a service that is added is seen to be up', async () => {
    const created = await page.evaluate(async (url) => {
      return window.vigilmon?.api.monitors.create({
        kind: 'http',
        name: 'Shop API',
        url,
        interval: '5s',
        timeout: '2s',
        recheckInterval: '1s',
      });
    }, service.url);
    expect(created).toMatchObject({ ok: true, value: { id: 'shop-api' } });
    await expect.poll(() => tray.tooltip()).toBe('1 up');
    expect(await pictureInPanel(started, overallStates)).toBe('up');
    await page.screenshot({ path: 'test-results/electron-window-up.png' });
  });

  await test.step('closing the window hides it', async () => {
    await started.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(() => isShown(started)).toBe(false);
    expect(await tray.tooltip()).toBe('1 up');
  });

  await test.step('it breaks: the tray says so, and a notification is shown', async () => {
    service.breakDatabase();
    await expect.poll(() => tray.tooltip(), { timeout: 30_000 }).toBe('1 down');
    expect(await pictureInPanel(started, overallStates)).toBe('down');
    const labels = (await tray.entries()).map(({ label }) => label);
    expect(labels[0]).toBe('1 down');
    expect(labels[1]).toMatch(/^Shop API: down since \d\d:\d\d$/);
    await expect.poll(() => desktop.notifications.countShown()).toBe(1);
    expect(await isShown(started)).toBe(false);
  });

  await test.step('a click on the notification opens the window at the monitor', async () => {
    await desktop.notifications.click();
    await expect.poll(() => isShown(started)).toBe(true);
    await expect.poll(() => page.url()).toBe('app://vigilmon/index.html#/monitors/shop-api');
    await page.screenshot({ path: 'test-results/electron-window-down.png' });
  });

  await test.step('it recovers: the tray is up again, and that is said too', async () => {
    service.repairDatabase();
    await expect.poll(() => tray.tooltip(), { timeout: 30_000 }).toBe('1 up');
    expect(await pictureInPanel(started, overallStates)).toBe('up');
    await expect.poll(() => desktop.notifications.countShown()).toBe(1);
    expect(await desktop.notifications.readAll()).toEqual([
      { title: 'Shop API is up again', body: expect.stringMatching(/^down for \d+ s$/) },
      { title: 'Shop API is down', body: expect.stringContaining('status 503, expected 200-299') },
    ]);
  });

  await test.step('quitting from the tray ends it within two seconds, with everything kept', async () => {
    const ended = new Promise<number | null>((resolve) => started.app.process().once('exit', resolve));
    await tray.choose('Quit Vigilmon');
    expect(await ended).toBe(0);
    // It says so where it had to leave something behind after those two seconds.
    const log = readFileSync(join(desktop.dataDirectory, 'logs/vigilmon.log'), 'utf8');
    expect(log).not.toContain('not everything had ended in time');

    const again = await desktop.start('--hidden');
    await expect.poll(() => again.tray.tooltip()).toBe('1 up');
    const reopened = await openFromTray(again);
    const incidents = await reopened.evaluate(() => window.vigilmon?.api.incidents.list({}));
    expect(incidents).toMatchObject({ ok: true, value: { items: [{ monitorId: 'shop-api' }] } });
  });
});
