import { expect } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { CommandPalette } from '../pages/command-palette.ts';
import { SelectionView } from '../pages/selection-view.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { test, type Flow } from './flow.ts';

async function addMonitors(host: Flow['host'], url: string): Promise<void> {
  for (const name of ['Billing', 'Search', 'Shop API']) {
    const tags = name === 'Search' ? ['internal'] : ['shop'];
    await valueOf(host.api.monitors.create({ kind: 'http', name, url, tags, failAfter: 1 }));
  }
}

test('the palette reaches every view and action by name', async ({ window, host, service }) => {
  await addMonitors(host, service.url);
  await expect(window.monitor('Shop API', 'up')).toBeVisible();
  const palette = new CommandPalette(window.page);
  await palette.run('pause bill');
  await expect(window.monitor('Billing', 'paused')).toBeVisible();
  await palette.run('mute shop api for 4');
  await expect(window.monitor('Shop API')).toContainText('Muted until');
  await palette.run('unmute shop api');
  await expect(window.monitor('Shop API')).not.toContainText('Muted');
  await palette.run('mute everything tagged internal');
  await expect(window.monitor('Search')).toContainText('Muted until');
  await palette.run('theme: dark');
  await expect(window.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await palette.run('show muted monitors');
  await expect(window.monitors.getByRole('option')).toHaveCount(1);
  await palette.run('show all monitors');
  await expect(window.monitors.getByRole('option')).toHaveCount(3);

  service.breakDatabase();
  await palette.run('check all');
  await expect(window.monitor('Search', 'down')).toBeVisible();
  await expect(window.monitor('Shop API', 'down')).toBeVisible();
  await palette.run('settings: backups');
  await expect(window.page.getByRole('heading', { name: text.settings.backups.title })).toBeInViewport();
  await palette.run('keyboard');
  const keys = window.page.getByRole('dialog', { name: text.shortcuts.title });
  await expect(keys).toBeVisible();
  const rows = keys.getByRole('definition');
  const all = await rows.count();
  const filter = keys.getByRole('searchbox', { name: text.shortcuts.find });
  await expect(filter).toBeFocused();
  await filter.fill('mute');
  await expect(rows.first()).toContainText('ute');
  expect(await rows.count()).toBeLessThan(all);
  await filter.fill('nothing like it');
  await expect(keys.getByRole('status')).toHaveText(text.palette.none);
  await filter.fill('');
  await expect(rows).toHaveCount(all);

  // However it was left, it begins with all.
  await filter.fill('mute');
  await palette.run('keyboard');
  await expect(filter).toHaveValue('');
  await expect(rows).toHaveCount(all);
  await window.page.keyboard.press('Escape');
  await expect(window.page.getByRole('dialog')).toHaveCount(0);
});

test('the palette takes other words, an address, and an action before its monitor', async ({
  window,
  host,
  service,
}) => {
  await addMonitors(host, service.url);
  await expect(window.monitor('Shop API', 'up')).toBeVisible();
  const { field, offers } = new CommandPalette(window.page);
  await window.button(text.sidebar.commands).click();
  const { alerts, settings } = text.navigation;
  for (const [words, offer] of [
    ['telegram', text.palette.part(alerts, text.channels.title)],
    ['ssl', text.palette.newMonitor('certificate')],
    ['dark mode', text.palette.theme(text.themes.dark)],
    ['restore', text.palette.part(settings, text.settings.backups.title)],
    ['restore yaml', text.transfer.import],
    ['snooze bill', text.palette.mute('Billing', '1h')],
    ['db.example.com:5432', text.palette.monitor('tcp', 'db.example.com:5432')],
  ] as const) {
    await field.fill(words);
    await expect(offers.first()).toContainText(offer);
  }
  await field.fill('snooze ');
  await expect(offers.first()).toContainText(text.palette.mute('Billing', '1h'));
  await field.fill('disable ');
  await expect(offers.nth(2)).toContainText(text.palette.pause('Shop API'));
  await field.fill('disable');
  await field.press('Enter');
  await expect(field).toHaveValue('pause ');
  await expect(offers.first()).toContainText(text.palette.pause('Billing'));
  await expect(offers.nth(2)).toContainText(text.palette.pause('Shop API'));
  await field.pressSequentially('sea');
  await field.press('Enter');
  await expect(window.monitor('Search', 'paused')).toBeVisible();
});

test('the chosen entry of the palette stays chosen when another one comes above it', async ({
  window,
  host,
  service,
}) => {
  await addMonitors(host, service.url);
  await expect(window.monitor('Billing', 'up')).toBeVisible();
  const palette = new CommandPalette(window.page);
  const { field, offers } = palette;
  await palette.open();
  await field.press('ArrowDown');
  await field.press('ArrowDown');
  const chosen = offers.and(window.page.getByRole('option', { selected: true }));
  const words = await chosen.innerText();
  service.breakDatabase();
  await valueOf(host.api.monitors.checkNow({ id: 'billing' }));
  await expect(offers.first()).toContainText('Billing');
  await expect(chosen).toHaveText(words);
});

test('a pointer that rests where the palette opens chooses nothing, one that moves does', async ({
  window,
  host,
  service,
}) => {
  await addMonitors(host, service.url);
  await expect(window.monitor('Search', 'up')).toBeVisible();
  const palette = new CommandPalette(window.page);
  const { mouse, keyboard } = window.page;
  const chosen = palette.offers.and(window.page.getByRole('option', { selected: true }));
  await palette.open();
  const third = await palette.offers.nth(2).boundingBox();
  expect(third).not.toBeNull();
  const at = { x: (third?.x ?? 0) + 40, y: (third?.y ?? 0) + 12 };
  await keyboard.press('Escape');
  await mouse.move(at.x, at.y);

  await palette.open();
  // As the browser reports it of its own accord, sooner or later.
  await mouse.move(at.x, at.y);
  await expect(palette.offers.nth(2)).toHaveAttribute('aria-selected', 'false');
  await palette.field.fill('pause ');
  await mouse.move(at.x, at.y);
  await keyboard.press('Enter');
  await expect(window.monitor('Billing', 'paused')).toBeVisible();

  await palette.open();
  await mouse.move(at.x + 1, at.y);
  await expect(chosen).toHaveText(await palette.offers.nth(2).innerText());
  await keyboard.press('Escape');
});

test("the list's keys act on the current monitor, or on the selection", async ({ window, host, service }) => {
  await addMonitors(host, service.url);
  const { keyboard } = window.page;
  for (const name of ['Billing', 'Search', 'Shop API']) await expect(window.monitor(name, 'up')).toBeVisible();
  await keyboard.press('/');
  await keyboard.type('shop tag:shop');
  await expect(window.monitors.getByRole('option')).toHaveCount(2);
  await keyboard.press('Escape');
  await expect(window.monitors.getByRole('option')).toHaveCount(3);
  await keyboard.press('ArrowDown');
  await expect(window.heading('Billing')).toBeVisible();
  await keyboard.press('p');
  await expect(window.monitor('Billing', 'paused')).toBeVisible();
  await keyboard.press('p');
  await expect(window.monitor('Billing', 'up')).toBeVisible();

  await keyboard.press('ControlOrMeta+a');
  await expect(new SelectionView(window.page).title(3)).toBeVisible();
  await keyboard.press('m');
  const palette = new CommandPalette(window.page);
  await expect(palette.offers.first()).toContainText(text.palette.mute(text.palette.selected(3), '1h'));
  await keyboard.press('Enter');
  await expect(window.monitor('Search')).toContainText('Muted until');
  await expect(window.monitor('Shop API')).toContainText('Muted until');
  await keyboard.press('Delete');
  const question = window.page.getByRole('dialog', { name: text.actions.deleteMany(3) });
  await question.getByRole('button', { name: text.actions.delete }).click();
  await expect(window.monitors.getByRole('option')).toHaveCount(0);
  await window.messages.getByRole('button', { name: text.actions.undo }).last().click();
  await expect(window.monitors.getByRole('option')).toHaveCount(3);
});

test('where nothing matches the palette says so, and offers to monitor what was typed', async ({
  window,
  host,
  service,
}) => {
  await addMonitors(host, service.url);
  await expect(window.monitor('Search')).toBeVisible();
  const palette = new CommandPalette(window.page);
  await palette.open();
  await palette.field.fill('intranet7');
  await expect(window.page.getByRole('dialog').getByRole('status')).toHaveText(text.list.noMatch('intranet7'));
  await expect(palette.offers).toHaveText([
    text.palette.monitor('http', 'intranet7'),
    new RegExp(text.palette.newMonitor('http')),
    `${text.shortcuts.title} ${text.palette.keys['help'] ?? ''}`,
    text.discovery.title,
  ]);
  await palette.field.press('Enter');
  await expect(new MonitorEditor(window.page).url).toHaveValue(/intranet7/);
});

test('a menu closes when its row is gone, and never turns to what is selected', async ({ window, host, service }) => {
  await addMonitors(host, service.url);
  const main = window.page.getByRole('main');
  const row = (name: string): ReturnType<typeof main.getByRole> => main.getByRole('row').filter({ hasText: name });
  for (const name of ['Billing', 'Search']) await row(name).click({ modifiers: ['ControlOrMeta'] });
  await expect(new SelectionView(window.page).title(2)).toBeVisible();
  await window.openMenuOf('Shop API');
  await expect(window.menuItem(text.actions.delete)).toBeVisible();
  await valueOf(host.api.monitors.delete({ id: 'shop-api' }));
  await expect(window.monitor('Shop API')).toHaveCount(0);
  await expect(window.page.getByRole('menu')).toHaveCount(0);
});

test('an open menu stays as it is, whatever would join it', async ({ window, host, service }) => {
  await addMonitors(host, service.url);
  await expect(window.monitor('Billing', 'up')).toBeVisible();
  await window.button(text.filter.menu).click();
  const entries = window.page.getByRole('menuitemcheckbox');
  const before = await entries.allInnerTexts();
  service.breakDatabase();
  await valueOf(host.api.monitors.checkNow({ id: 'billing' }));
  await expect(window.monitor('Billing', 'down')).toBeVisible();
  expect(await entries.allInnerTexts()).toEqual(before);
  await entries.filter({ hasText: 'shop' }).click();
  await expect(window.page.getByRole('searchbox', { name: text.filter.search })).toHaveValue('tag:shop');
  await window.button(text.filter.menu).click();
  await expect(entries.filter({ hasText: text.states.down })).toHaveCount(1);
});

test('the overview shows what is down and since when, once, and that everything is muted', async ({
  window,
  host,
  service,
}) => {
  await addMonitors(host, service.url);
  await expect(window.heading('All 3 monitors are up')).toBeVisible();
  const main = window.page.getByRole('main');
  await expect(main.getByText(text.overview.quietDay)).toBeVisible();
  service.breakDatabase();
  await valueOf(host.api.monitors.checkNow({ id: 'billing' }));
  await expect(window.heading('Billing is down')).toBeVisible();
  await expect(main.getByText(/^Since .*, for/)).toBeVisible();
  const attention = main.getByRole('region', { name: text.overview.attention });
  await expect(attention.getByRole('listitem')).toContainText('Billing');

  await window.choose(window.button(text.mutes.muteAll), text.mutes.choices.tomorrow);
  await expect(main.getByText(/Everything is muted until tomorrow at 0?9:00/)).toBeVisible();
  await window.choose(window.button(text.mutes.muted), text.mutes.unmute);
  await expect(window.button(text.mutes.muteAll)).toBeVisible();
  expect(await valueOf(host.api.mutes.list(undefined))).toEqual([]);
});

test('an outage is acknowledged and muted from its row, and the overview says so', async ({
  window,
  host,
  service,
}) => {
  await addMonitors(host, service.url);
  await expect(window.heading('All 3 monitors are up')).toBeVisible();
  service.breakDatabase();
  for (const id of ['billing', 'shop-api']) await valueOf(host.api.monitors.checkNow({ id }));
  const attention = window.page.getByRole('main').getByRole('region', { name: text.overview.attention });
  const needs = attention.getByRole('listitem');
  await expect(needs.first()).toContainText('Billing');
  await window.openMenuOf('Billing');
  await window.menuItem(text.incidents.acknowledge).click();
  await expect(window.messages).toContainText(text.incidents.noMoreReminders());
  await expect(needs.first()).toContainText(text.incidents.seen);
  const mark = needs.first().getByTitle(text.incidents.seen);
  expect(await mark.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await expect(window.monitor('Billing')).toContainText(text.incidents.seen);
  const row = window.page.getByRole('main').getByRole('row').filter({ hasText: 'Billing' });
  await expect(row).toContainText(text.incidents.seen);

  await window.openMenuOf('Billing');
  await expect(window.menuItem(text.incidents.acknowledge)).toHaveCount(0);
  await window.menuItem(text.mutes.untilRecovery).click();
  await expect(needs.last()).toContainText('Billing');
  await expect(needs.last()).toContainText(text.mutes.mutedUntil(null, 0));
  const palette = new CommandPalette(window.page);
  await palette.open();
  await palette.field.fill('acknowledge ');
  await expect(palette.offers.first()).toContainText(text.palette.acknowledge('Shop API'));
  await expect(palette.offers.filter({ hasText: text.palette.acknowledge('Billing') })).toHaveCount(0);
});

test('everything is paused and resumed from the overview and the palette, and each can be undone', async ({
  window,
  host,
  service,
}) => {
  await addMonitors(host, service.url);
  await valueOf(host.api.monitors.pause({ id: 'billing' }));
  await expect(window.monitor('Search', 'up')).toBeVisible();
  const undo = window.messages.getByRole('button', { name: text.actions.undo });
  await window.choose(window.button(text.mutes.muteAll), text.actions.pauseAll);
  await expect(window.messages).toContainText(text.actions.paused(2));
  await expect(window.monitor('Shop API', 'paused')).toBeVisible();
  await undo.last().click();
  await expect(window.monitor('Shop API', 'up')).toBeVisible();

  const palette = new CommandPalette(window.page);
  await palette.run('pause everything');
  await expect(window.monitor('Search', 'paused')).toBeVisible();
  await window.choose(window.button(text.mutes.muteAll), text.actions.resumeAll);
  await expect(window.messages).toContainText(text.actions.resumed(2));
  await expect(window.monitor('Search', 'up')).toBeVisible();
  await expect(window.monitor('Billing', 'paused')).toBeVisible();
  await undo.last().click();
  await expect(window.monitor('Search', 'paused')).toBeVisible();
  await palette.run('resume everything');
  await expect(window.monitor('Shop API', 'up')).toBeVisible();
  await expect(window.monitor('Billing', 'paused')).toBeVisible();
});
