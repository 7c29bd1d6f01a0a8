/** On desktops without a tray, or whose panel comes and goes: the program always stays in reach. */
import { expect } from 'playwright/test';
import { closeWindow, isShown, test, type Started } from './desktop.ts';
import { windowApi } from './window-api.ts';

/** What the window was told to do. The virtual display has no window manager that would do it. */
function recordMinimizing({ app }: Pick<Started, 'app'>): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const minimize = window?.minimize.bind(window);
    Object.assign(window ?? {}, {
      minimize: () => {
        Object.assign(globalThis, { minimized: true });
        minimize?.();
      },
    });
  });
}

const wasMinimized = ({ app }: Pick<Started, 'app'>): Promise<boolean> =>
  app.evaluate(() => Reflect.get(globalThis, 'minimized') === true);

test('closing minimizes the window and says so; a panel that comes later gets the icon and takes the window in', async ({
  desktop,
}) => {
  await desktop.panel.close();
  const started = await desktop.startWithoutTray();
  await expect.poll(() => isShown(started), { timeout: 20_000 }).toBe(true);
  await recordMinimizing(started);
  await closeWindow(started);
  await expect.poll(() => wasMinimized(started)).toBe(true);
  expect(await isShown(started)).toBe(true);
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
  const [notice] = await desktop.notifications.readAll();
  expect(notice?.body).toContain('no tray icons');
  const panel = await desktop.openPanel();
  const tray = await panel.nextItem();
  await expect.poll(() => isShown(started)).toBe(false);
  await expect.poll(() => tray.tooltip()).toBe('Vigilmon: No monitors yet');
  await tray.choose('Open Vigilmon');
  await expect.poll(() => isShown(started)).toBe(true);
});

test('when the panel ends, a hidden window comes back, and the program says that there is no tray', async ({
  desktop,
}) => {
  const started = await desktop.start();
  await expect.poll(() => isShown(started)).toBe(true);
  await closeWindow(started);
  await expect.poll(() => isShown(started)).toBe(false);
  await desktop.panel.close();
  await expect.poll(() => isShown(started), { timeout: 30_000 }).toBe(true);
  const page = started.app.windows()[0] ?? (await started.app.firstWindow());
  const info = await windowApi(page).system.info(undefined);
  expect(info.ok ? info.value.notices.map(({ code }) => code) : []).toContain('no-tray');
});

test('a start for the tray shows the window in the taskbar where there is none', async ({ desktop }) => {
  await desktop.panel.close();
  const started = await desktop.startWithoutTray('--hidden');
  await expect.poll(() => isShown(started), { timeout: 30_000 }).toBe(true);
});
