/** The whole application: it monitors from the tray, reports failures, and opens when needed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { closeWindow, isShown, openFromTray, picturesDirectory, pictureInPanel, test } from './desktop.ts';

test('it monitors a service from the tray: up, down with a notification, and up again', async ({
  desktop,
  service,
}) => {
  const started = await desktop.start('--hidden');
  const { tray } = started;

  await test.step('it starts in the tray, without a window', async () => {
    await expect.poll(() => tray.tooltip()).toBe('Vigilmon: No monitors yet');
    await expect.poll(() => pictureInPanel(started)).toBe('empty');
    expect(started.app.windows()).toHaveLength(0);
  });

  const page = await openFromTray(started);
  const window = new VigilmonWindow(page);
  const monitor = new MonitorView(page);

  await test.step('a service added in the window is up', async () => {
    await expect.poll(() => isShown(started)).toBe(true);
    const editor = new MonitorEditor(page);
    await editor.open('http');
    await editor.url.fill(service.url);
    await editor.name.fill('Shop API');
    await editor.setDuration('interval', '5', 's');
    await editor.openThresholds();
    await editor.setDuration('timeout', '2', 's');
    await editor.setDuration('recheckInterval', '1', 's');
    await editor.save();
    await expect(window.monitor('Shop API', 'up')).toBeVisible();
    await expect.poll(() => tray.tooltip()).toBe('Vigilmon: 1 up');
    await expect.poll(() => pictureInPanel(started)).toBe('up');
    await page.screenshot({ path: join(picturesDirectory, 'window-up.png') });
    await window.goTo('overview');
  });

  const goesOn = expect.objectContaining({ title: 'Vigilmon keeps monitoring' }) as unknown;
  await test.step('closing the window hides it with a notification, and the engine continues', async () => {
    await closeWindow(started);
    await expect.poll(() => isShown(started)).toBe(false);
    await expect.poll(() => desktop.notifications.countShown()).toBe(1);
    expect(await desktop.notifications.readAll()).toEqual([goesOn]);
    await service.untilChecked(1);
  });

  await test.step('it goes down: the tray shows it and a notification appears, without the window', async () => {
    service.breakDatabase();
    await expect.poll(() => tray.tooltip(), { timeout: 30_000 }).toMatch(/^Vigilmon: .* down since /);
    await expect.poll(() => pictureInPanel(started)).toBe('down');
    const entries = await tray.entries();
    expect(entries[0]).toMatchObject({ label: '1 down', isEnabled: false });
    expect(entries.map(({ label }) => label)).toContainEqual(
      expect.stringMatching(/^Shop API: down since \d\d?:\d\d(\s[AP]M)?$/),
    );
    await expect.poll(() => desktop.notifications.countShown()).toBe(1);
    expect(await isShown(started)).toBe(false);
  });

  await test.step('clicking the notification opens the window at the monitor, which is down', async () => {
    await desktop.notifications.click();
    await expect.poll(() => isShown(started)).toBe(true);
    await expect(monitor.title('Shop API')).toBeVisible();
    await expect(window.monitor('Shop API', 'down')).toBeVisible();
    await expect(monitor.main.getByText('status 503, expected 200-299').first()).toBeVisible();
    await page.screenshot({ path: join(picturesDirectory, 'window-down.png') });
  });

  await test.step('the menu entry opens it too', async () => {
    await window.goTo('settings');
    await closeWindow(started);
    await tray.choose('Open');
    await expect.poll(() => isShown(started)).toBe(true);
    await expect(monitor.title('Shop API')).toBeVisible();
  });

  await test.step('it recovers: tray and window are up again, and a notification says so', async () => {
    service.repairDatabase();
    await expect.poll(() => tray.tooltip(), { timeout: 30_000 }).toBe('Vigilmon: 1 up');
    await expect.poll(() => pictureInPanel(started)).toBe('up');
    await expect(window.monitor('Shop API', 'up')).toBeVisible();
    await expect.poll(() => desktop.notifications.countShown()).toBe(1);
    expect(await desktop.notifications.readAll()).toEqual([
      { title: 'Shop API is up again', body: expect.stringMatching(/^down for \d+ s$/) },
      { title: 'Shop API is down', body: expect.stringContaining('status 503, expected 200-299') },
      goesOn,
    ]);
  });

  expect(started.complaints).toEqual([]);

  await test.step('quitting from the tray takes less than two seconds and loses nothing', async () => {
    const ended = new Promise<number | null>((resolve) => started.app.process().once('exit', resolve));
    await tray.choose('Quit Vigilmon');
    expect(await ended).toBe(0);
    // The log says so if it had to leave something behind after those two seconds.
    const log = readFileSync(join(desktop.dataDirectory, 'logs/vigilmon.log'), 'utf8');
    expect(log).not.toContain('not everything had ended in time');

    const again = await desktop.start('--hidden');
    await expect.poll(() => again.tray.tooltip()).toBe('Vigilmon: 1 up');
    const reopened = new VigilmonWindow(await openFromTray(again));
    await reopened.monitor('Shop API').click();
    await expect(new MonitorView(reopened.page).incidents.getByRole('listitem')).toHaveCount(1);
  });
});
