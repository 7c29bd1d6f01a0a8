import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Route } from 'playwright/test';
import type { ShortcutSettings } from '../../../electron/contract/model/program.ts';
import { connectHttp } from '../../../electron/client/http-client.ts';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { freePort } from '../../support/ports.ts';
import { SettingsView } from '../pages/settings-view.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test as base } from './window.ts';
import { clientWords } from '../../support/client-words.ts';

const words = text.settings;

const test = base.extend<{ settings: SettingsView }>({
  settings: async ({ window }, use) => {
    await window.goTo('settings');
    await use(new SettingsView(window.page));
  },
});

test('checking for updates is on by default, and offered only where updates can be checked', async ({
  settings,
  window,
  host,
}) => {
  await expect(settings.stretchOnBattery).toBeVisible();
  await expect(settings.checkForUpdates).toHaveCount(0);
  // The same window with a host that can check for updates.
  await window.page.route('**/api/v1/host.get', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(
      '"updates":null',
      '"updates":{"status":{"is":"newest"},"installsItself":true}',
    );
    await route.fulfill({ response, body });
  });
  await window.page.reload();
  await expect(settings.checkForUpdates).toBeChecked();
  await settings.checkForUpdates.uncheck();
  await expect.poll(async () => (await valueOf(host.api.settings.get(undefined))).checkForUpdates).toBe(false);
  await window.page.reload();
  await expect(settings.checkForUpdates).not.toBeChecked();
  await window.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a shortcut is recorded by pressing it, and can be changed and removed', async ({ settings, window }) => {
  const { page } = window;
  const { shortcut: words } = text.settings;
  // The same window with a host that has one; what it is asked to keep is kept here.
  let shortcut: ShortcutSettings = { keys: null, opens: 'window', isTaken: false, isUpToDesktop: true };
  const answer = async (route: Route, url: string): Promise<void> => {
    const response = await route.fetch({ url, postData: '{}' });
    const body = (await response.text()).replace('"shortcut":null', `"shortcut":${JSON.stringify(shortcut)}`);
    await route.fulfill({ response, body });
  };
  await page.route('**/api/v1/host.get', (route) => answer(route, route.request().url()));
  await page.route('**/api/v1/host.update', async (route) => {
    const asked = route.request().postDataJSON() as { readonly shortcut: Partial<ShortcutSettings> };
    shortcut = { ...shortcut, ...asked.shortcut };
    await answer(route, route.request().url().replace('host.update', 'host.get'));
  });
  await page.reload();
  const section = settings.section(words.title);
  await expect(section).toContainText(words.upToDesktop);
  await section.getByRole('button', { name: words.keysAre(null) }).press('Enter');
  const recording = section.getByRole('button', { name: words.press });
  await recording.press('v');
  await recording.press('Control+Alt+v');
  await expect(section.getByRole('button', { name: words.keysAre('Control+Alt+V') })).toHaveText('Ctrl + Alt + V');
  await section.getByText(words.targets.palette).click();
  await expect.poll(() => shortcut).toMatchObject({ keys: 'Control+Alt+V', opens: 'palette' });
  await section.getByRole('button', { name: words.keysAre('Control+Alt+V') }).press('Enter');
  await recording.press('Escape');
  await section.getByRole('button', { name: words.remove }).click();
  await expect.poll(() => shortcut.keys).toBeNull();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('the palette opens above the view by its address, and Back does not open it again', async ({
  settings,
  window,
}) => {
  const { page } = window;
  await expect(settings.stretchOnBattery).toBeVisible();
  const palette = page.getByRole('combobox', { name: text.palette.label });
  const address = new URL('#/palette', page.url()).href;
  await page.goto(address);
  await expect(palette).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
  await expect(settings.stretchOnBattery).toBeVisible();
  await page.goBack();
  await expect(palette).toHaveCount(0);

  // As a key from anywhere opens a window that was closed.
  await page.goto('about:blank');
  await page.goto(address);
  await expect(palette).toBeFocused();
});

test('the page continues where the listener has moved to', async ({ settings, window, host }) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  await settings.port.fill(String(port));
  await settings.moveListener();
  await window.page.waitForURL(`${url}/**`);
  await window.goTo('settings');
  await expect(settings.port).toHaveValue(String(port));
  await expect(settings.main.getByText(words.listener.at(url))).toBeVisible();
  const { api } = connectHttp({ words: clientWords, baseUrl: url, token: host.token });
  expect((await valueOf(api.system.info(undefined))).listenerUrl).toBe(url);
});

test('the token is shown on demand, and a new one locks out the old one but not this page', async ({
  settings,
  host,
}) => {
  const access = settings.section(words.api.title);
  await expect(access).not.toContainText(host.token);
  await settings.press(words.api.show);
  await expect(access).toContainText(host.token);
  await settings.press(words.api.renew);
  await settings.confirm(words.api.renewConfirm);
  await expect(access).not.toContainText(host.token);
  await settings.press(words.api.show);
  await expect(access.getByRole('code')).toHaveText(/^[\w-]{20,}$/);
  await expect(access).not.toContainText(host.token);
  expect(await host.api.overview.get(undefined)).toMatchObject({ error: { code: 'unauthorized' } });
});

test('a backup is created, chosen, cancelled, and restored at the next start', async ({
  window,
  settings,
  host,
  launch,
}) => {
  await valueOf(host.api.monitors.create({ kind: 'heartbeat', name: 'Nightly backup', schedule: { every: '1d' } }));
  await settings.press(words.backups.now);
  await expect(settings.backups.filter({ hasText: words.backups.reasons.asked })).toHaveCount(1);
  await valueOf(host.api.monitors.delete({ id: 'nightly-backup' }));
  const restore = settings.backups.filter({ hasText: words.backups.reasons.asked }).getByRole('button');
  const waiting = settings.section(words.backups.title).getByRole('status');

  await restore.click();
  await settings.confirm(words.backups.restoreConfirm);
  await expect(waiting).toContainText('at the next start');
  await settings.press(words.backups.cancel);
  await expect(waiting).toHaveCount(0);
  await restore.click();
  await settings.confirm(words.backups.restoreConfirm);
  await expect(waiting).toBeVisible();
  await expect(window.monitor('Nightly backup')).toHaveCount(0);

  await host.stop();
  const next = await launch();
  await window.page.goto(next.pageUrl);
  await expect(window.monitor('Nightly backup')).toBeVisible();
});

test('version and data folder can be read', async ({ settings, host }) => {
  const { version, dataDirectory } = await valueOf(host.api.system.info(undefined));
  const about = settings.section(words.program);
  await expect(about).toContainText(version);
  await expect(about).toContainText(/Node \d+/);
  await expect(about).toContainText(dataDirectory);
  await expect(about).toContainText(/Database [\d.]+ [kM]B/);
});

test('warnings remain readable after the banner has been dismissed', async ({ launch, page, directory }) => {
  await (await launch()).stop();
  writeFileSync(join(directory, 'data', 'vigilmon.db'), 'no database');
  const host = await launch();
  await page.goto(host.pageUrl);
  const window = new VigilmonWindow(page);
  const [notice] = (await valueOf(host.api.system.info(undefined))).notices;
  const warning = notice?.message ?? '';
  expect(warning).not.toBe('');
  const settings = new SettingsView(page);
  await expect(settings.main.getByText(warning)).toBeVisible();
  await settings.press(text.banner.dismiss);
  await expect(settings.main.getByText(warning)).toHaveCount(0);
  await window.goTo('settings');
  await expect(settings.main.getByRole('list', { name: words.notices })).toContainText(warning);
});
