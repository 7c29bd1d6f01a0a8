import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { CommandPalette } from '../pages/command-palette.ts';
import { SettingsView } from '../pages/settings-view.ts';
import type { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test } from './flow.ts';

const words = text.settings;

async function openSettings(window: VigilmonWindow): Promise<SettingsView> {
  await window.goTo('settings');
  return new SettingsView(window.page);
}

test('checking less on battery is off by default, and is kept once turned on', async ({ window, host }) => {
  const settings = await openSettings(window);
  await expect(settings.stretchOnBattery).not.toBeChecked();
  await settings.stretchOnBattery.check();
  await expect.poll(async () => (await valueOf(host.api.settings.get(undefined))).stretchOnBattery).toBe(true);
  await window.page.reload();
  await expect(settings.stretchOnBattery).toBeChecked();
});

test('a theme applies at once and survives a reload', async ({ window }) => {
  const settings = await openSettings(window);
  const { page } = window;
  await settings.chooseTheme(text.themes.dark);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('an invalid number is reported at its field, and a valid one is kept', async ({ window, host }) => {
  const settings = await openSettings(window);
  await settings.number('rawDays').fill('900');
  await settings.save(words.keeping);
  await expect(settings.number('rawDays')).toHaveAccessibleDescription(/1 to 90/);
  await settings.number('rawDays').fill('');
  await settings.save(words.keeping);
  await expect(settings.number('rawDays')).toHaveAttribute('aria-invalid', 'true');
  await settings.number('rawDays').fill('14');
  await settings.save(words.keeping);
  await expect(settings.section(words.keeping).getByRole('button')).toHaveCount(0);
  expect(await valueOf(host.api.settings.get(undefined))).toMatchObject({ rawDays: 14, historyDays: 400 });
});

test('the connectivity URLs are edited line by line', async ({ window, host }) => {
  const settings = await openSettings(window);
  await settings.anchors.fill('http://127.0.0.1:9/\nnot an address');
  await settings.save(words.connectivity);
  await expect(settings.anchors).toHaveAccessibleDescription(/not an address/);
  await settings.anchors.fill('\n http://127.0.0.1:9/ \n\n');
  await settings.save(words.connectivity);
  await expect(settings.anchors).toHaveValue('http://127.0.0.1:9/');
  expect(await valueOf(host.api.settings.get(undefined))).toMatchObject({ anchors: ['http://127.0.0.1:9/'] });
});

test('a port in use is reported at its field, and the listener stays where it is', async ({
  window,
  host,
  service,
}) => {
  const settings = await openSettings(window);
  const listener = async () => (await valueOf(host.api.host.get(undefined))).listener?.url;
  const before = await listener();
  await settings.port.fill(new URL(service.url).port);
  await settings.moveListener();
  await expect(settings.port).toHaveAccessibleDescription(/in use/);
  expect(await listener()).toBe(before);
});

test('an address that others can reach shows a warning before it is applied', async ({ window, host }) => {
  const settings = await openSettings(window);
  await expect(settings.main.getByText(words.listener.exposed)).toHaveCount(0);
  await settings.address.selectOption('0.0.0.0');
  await expect(settings.main.getByText(words.listener.exposed)).toBeVisible();
  await settings.save(words.listener.title, text.common.cancel);
  await expect(settings.address).toHaveValue('127.0.0.1');
  expect((await valueOf(host.api.host.get(undefined))).listener?.host).toBe('127.0.0.1');
});

test('at the end of the settings the last section is marked, or the one that was chosen there', async ({ window }) => {
  const { sections, section } = await openSettings(window);
  const { page } = window;
  const marked = sections.locator('[aria-current]');
  const last = sections.getByRole('link').last();
  await expect(marked).toHaveText(words.general);
  await section(words.general).hover();
  await page.mouse.wheel(0, 100_000);
  await expect(marked).toHaveText(words.program);
  await sections.getByRole('link', { name: words.backups.title }).click();
  await expect(marked).toHaveText(words.backups.title);
  await last.click();
  await expect(marked).toHaveText(words.program);
  await section(words.program).hover();
  await page.mouse.wheel(0, -100_000);
  await expect(marked).toHaveText(words.general);
  await last.click();
  await expect(section(words.program)).toBeInViewport();
  await expect(marked).toHaveText(words.program);
});

test('the sections are listed, marked and found by their words, and each has an address', async ({ window }) => {
  const { main, sections, filter, section } = await openSettings(window);
  await sections.getByRole('link', { name: words.backups.title }).click();
  await expect(section(words.backups.title)).toBeInViewport();
  await expect(sections.locator('[aria-current]')).toHaveText(words.backups.title);
  expect(new URL(window.page.url()).hash).toBe('#/settings/backups');

  await window.page.evaluate(() => location.assign('#/settings/general'));
  await expect(section(words.general)).toBeInViewport();
  await expect(sections.locator('[aria-current]')).toHaveText(words.general);

  await filter.fill('online');
  await expect(sections.getByRole('link')).toHaveText([words.connectivity]);
  await expect(main.getByRole('region')).toHaveCount(1);
  await filter.fill('a word that no setting has');
  await expect(main.getByRole('status').filter({ hasText: words.noneFound })).toBeVisible();
  await new CommandPalette(window.page).run(`settings: ${words.backups.title}`);
  await expect(section(words.backups.title)).toBeInViewport();
  await expect(main.getByRole('heading', { name: words.backups.title })).toBeFocused();
  await filter.fill('');
  await expect(section(words.general)).toBeVisible();

  // Without a section, the view is at its top again.
  await window.goTo('settings');
  await expect(window.heading(words.title)).toBeInViewport();
  await window.page.goBack();
  await expect(section(words.backups.title)).toBeInViewport();
});
