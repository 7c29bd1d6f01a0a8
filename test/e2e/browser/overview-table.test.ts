/** The overview's table of all monitors. */
import { expect, type Locator, type Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { CommandPalette } from '../pages/command-palette.ts';
import { SelectionView } from '../pages/selection-view.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test as inDemo } from './demo.ts';
import { test } from './window.ts';

// All tests of the demo share one.
inDemo.describe.configure({ mode: 'default' });

const tableOf = (page: Page): Locator => page.getByRole('grid', { name: text.table.title });
const names = (page: Page): Locator => tableOf(page).locator('tbody td.name');

inDemo('the headings sort the table, and the menu chooses its columns', async ({ page, demo }) => {
  // High enough for all rows.
  await page.setViewportSize({ width: 1_280, height: 1_200 });
  await page.goto(demo.windowUrl ?? '');
  await new VigilmonWindow(page).goTo('overview');
  const table = tableOf(page);
  await expect(names(page).first()).toContainText('Staging API');
  const name = table.getByRole('button', { name: text.table.columns.name });
  await name.click();
  await expect(names(page).first()).toHaveText('Billing');
  await name.click();
  await expect(table.getByRole('columnheader', { name: text.table.columns.name })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(names(page).last()).toHaveText('Billing');
  await expect(table.locator('tbody td.day').first()).toContainText('%');

  await page.getByRole('button', { name: text.table.view }).click();
  await page.getByRole('menuitemcheckbox', { name: text.table.columns.month }).click();
  await expect(table.getByRole('columnheader', { name: text.table.columns.month })).toHaveCount(0);
  await page.reload();
  await expect(names(page).last()).toHaveText('Billing');
  await expect(table.getByRole('columnheader', { name: text.table.columns.month })).toHaveCount(0);
});

inDemo('grouped by tag, a monitor is under each of its tags', async ({ page, demo }) => {
  await page.goto(demo.windowUrl ?? '');
  await new VigilmonWindow(page).goTo('overview');
  await page.getByRole('button', { name: text.table.view }).click();
  await page.getByRole('menuitemcheckbox', { name: text.table.group }).click();
  await expect(tableOf(page).getByRole('rowheader', { name: 'production' })).toBeVisible();
  const rows = Number(await tableOf(page).getAttribute('aria-rowcount'));
  // Most of the seventeen have two tags.
  expect(rows).toBeGreaterThan(30);

  // Its monitors are left out, also after a reload.
  const group = tableOf(page).getByRole('rowheader', { name: 'production' });
  const members = Number.parseInt((await group.getByText(/^\d+ monitors/).textContent()) ?? '', 10);
  await group.getByRole('button').focus();
  await page.keyboard.press('Space');
  await expect(tableOf(page)).toHaveAttribute('aria-rowcount', String(rows - members));
  await page.reload();
  await expect(tableOf(page)).toHaveAttribute('aria-rowcount', String(rows - members));
  await group.getByRole('button').click();
  await expect(tableOf(page)).toHaveAttribute('aria-rowcount', String(rows));
});

inDemo('a group has the uptime of its monitors, and all groups collapse and expand at once', async ({ page, demo }) => {
  await page.goto(demo.windowUrl ?? '');
  const window = new VigilmonWindow(page);
  await window.goTo('overview');
  await window.groupTableByTag();
  // A group of one has the uptime of that one.
  const table = tableOf(page);
  const cellsOf = (name: string | RegExp): Locator =>
    table.getByRole('row', { name }).getByRole('gridcell').getByText('%');
  await window.button(text.list.collapseAll(true)).click();
  await expect(table.locator('tbody tr[data-monitor]')).toHaveCount(0);
  const staging = await cellsOf(/^staging ?, /).allTextContents();
  expect(staging).toHaveLength(2);
  await table.getByRole('rowheader', { name: 'staging' }).getByRole('button').click();
  await expect(cellsOf('Staging API').first()).toHaveText(staging[0] ?? '');
  await window.button(text.list.collapseAll(true)).click();
  await window.button(text.list.collapseAll(false)).click();
  await expect(window.button(text.list.collapseAll(true))).toBeFocused();
  await expect(table.locator('tbody tr[data-monitor]').first()).toBeVisible();
});

inDemo('what needs attention is listed once', async ({ page, demo }) => {
  await page.goto(demo.windowUrl ?? '');
  await new VigilmonWindow(page).goTo('overview');
  const rows = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Staging API' });
  await expect(rows.filter({ hasText: text.states.down })).toHaveCount(1);
});

/** What each drawn row shows, in the order of the page. */
const drawnNames = (page: Page): Promise<readonly (readonly [place: number, name: string])[]> =>
  tableOf(page)
    .locator('tbody tr[data-monitor]')
    .evaluateAll((drawn) =>
      drawn.map((row) => [Number(row.ariaRowIndex) - 2, row.querySelector('.name')?.textContent.trim() ?? '']),
    );

test('only rows in sight exist, and keys move through all of them', async ({ window, host }) => {
  for (let index = 0; index < 120; index += 1) {
    const name = `Job ${String(index).padStart(3, '0')}`;
    await valueOf(host.api.monitors.create({ kind: 'heartbeat', name, schedule: { every: '1d' } }));
  }
  const { page } = window;
  await window.goTo('overview');
  const table = tableOf(page);
  await expect(table).toHaveAttribute('aria-rowcount', '121');
  expect(await names(page).count()).toBeLessThan(60);
  await table.getByRole('button', { name: 'Job 000' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(table.getByRole('button', { name: 'Job 001' })).toBeFocused();
  for (const key of ['PageDown', 'PageDown', 'PageUp', 'PageDown']) {
    await page.keyboard.press(key);
    const drawn = await drawnNames(page);
    expect(drawn.map(([, name]) => name)).toEqual(drawn.map(([place]) => `Job ${String(place).padStart(3, '0')}`));
    expect(drawn.map(([place]) => place)).toEqual(drawn.map(([place]) => place).sort((a, b) => a - b));
  }
  // The next row gets the focus of one that is deleted, not that which appears at the end in its place.
  const focused = table.locator(':focus');
  const place = Number((await focused.textContent())?.slice(4));
  await page.keyboard.press('Delete');
  await expect(focused).toHaveText(`Job ${String(place + 1).padStart(3, '0')}`);
  await page.keyboard.press('End');
  const last = table.getByRole('button', { name: 'Job 119' });
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport();
  // Out of sight it keeps the focus.
  const first = table.getByRole('button', { name: 'Job 000' });
  await page.mouse.move(900, 400);
  await page.mouse.wheel(0, -10_000);
  await expect(first).toBeInViewport();
  await expect(last).not.toBeInViewport();
  await expect(last).toBeFocused();
  await expect(first).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(window.heading('Job 119')).toBeVisible();
});

test('keys select rows and act on the one with the focus, which stays where it is', async ({
  window,
  host,
  service,
}) => {
  for (const name of ['Billing', 'Search', 'Shop API']) {
    await valueOf(host.api.monitors.create({ kind: 'http', name, url: service.url }));
  }
  const { page } = window;
  await window.goTo('overview');
  const rowOf = (name: string): Locator => tableOf(page).getByRole('button', { name });
  await rowOf('Billing').focus();
  await page.keyboard.press('p');
  await expect(window.monitor('Billing', 'paused')).toBeVisible();
  await rowOf('Search').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(new SelectionView(window.page).title(2)).toBeVisible();
  await expect(rowOf('Shop API')).toBeFocused();
  await expect(tableOf(page).getByRole('row', { selected: true })).toHaveCount(2);
  // The other end moves, and what it has passed is selected no longer.
  await page.keyboard.press('Shift+ArrowUp');
  await expect(tableOf(page).getByRole('row', { selected: true })).toHaveCount(1);
  await page.keyboard.press('Shift+ArrowDown');
  await expect(tableOf(page).getByRole('row', { selected: true })).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(tableOf(page).getByRole('row', { selected: true })).toHaveCount(0);

  // A monitor that is opened shows itself, and was never selected.
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowUp');
  await rowOf('Billing').click();
  await expect(window.heading('Billing')).toBeVisible();
  await window.goTo('overview');
  await expect(tableOf(page).getByRole('row', { selected: true })).toHaveCount(2);
  await window.monitor('Billing').click();
  await window.goTo('overview');
  await expect(tableOf(page).getByRole('row', { selected: true })).toHaveCount(0);
  await rowOf('Shop API').focus();

  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: text.actions.menu(['Shop API']) })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rowOf('Shop API')).toBeFocused();
  await rowOf('Search').focus();
  await page.keyboard.press('Delete');
  await expect(rowOf('Shop API')).toBeFocused();
  const palette = new CommandPalette(page);
  await palette.open();
  await expect(palette.offers.first()).toContainText(text.palette.checkNow('Shop API'));
});

test('columns for which there is no room, or nothing to show, say so, and groups span those that are shown', async ({
  window,
  host,
}) => {
  const { page } = window;
  await valueOf(
    host.api.monitors.create({ kind: 'heartbeat', name: 'Backup', schedule: { every: '1d' }, tags: ['jobs'] }),
  );
  await window.goTo('overview');
  const headers = tableOf(page).getByRole('columnheader');
  await page.setViewportSize({ width: 480, height: 800 });
  await expect(headers).toHaveText([/^State/, 'Name', '24 hours', /^90 days/]);
  await page.getByRole('button', { name: text.table.view }).click();
  for (const column of ['month', 'certificate'] as const) {
    const choice = page.getByRole('menuitemcheckbox', { name: text.table.columns[column] });
    await expect(choice).toBeChecked();
    await expect(choice).toContainText(text.table.notShown);
  }
  await page.getByRole('menuitemcheckbox', { name: text.table.group }).click();
  await expect(tableOf(page).getByRole('rowheader', { name: 'jobs' })).toHaveAttribute('colspan', '2');
  await expect(tableOf(page).getByRole('row', { name: 'jobs' }).getByRole('gridcell')).toHaveCount(2);
});

test("a group's heading says what its monitors amount to, once", async ({ window, host, service }) => {
  for (const name of ['Billing', 'Cart']) {
    await valueOf(host.api.monitors.create({ kind: 'http', name, url: service.url, tags: ['shop'], failAfter: 1 }));
    await expect(window.monitor(name, 'up')).toBeVisible();
  }
  service.breakDatabase();
  await valueOf(host.api.monitors.checkNow({ id: 'cart' }));
  await expect(window.monitor('Cart', 'down')).toBeVisible();
  await window.groupTableByTag();
  const heading = tableOf(window.page).getByRole('rowheader', { name: 'shop' });
  await expect(heading).toHaveAccessibleName(/^shop ?, 2 monitors, 1 down$/);
  const button = heading.getByRole('button');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await heading.getByText('shop', { exact: true }).click();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(button).toBeFocused();
  await expect(heading).toHaveAccessibleName(/^shop ?, 2 monitors, 1 down$/);
  await expect(heading.getByTitle('2 monitors, 1 down')).toBeVisible();
});

test('the actions of a selection float above the table, and their menu opens there, whole', async ({
  window,
  host,
}) => {
  for (let index = 0; index < 60; index += 1) {
    const name = `Job ${String(index).padStart(2, '0')}`;
    await valueOf(host.api.monitors.create({ kind: 'heartbeat', name, schedule: { every: '1d' } }));
  }
  const { page } = window;
  await page.setViewportSize({ width: 1_280, height: 800 });
  await window.goTo('overview');
  await tableOf(page).getByRole('button', { name: 'Job 00' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  const actions = page.getByRole('group', { name: text.selection.actions });
  await expect(actions).toBeInViewport({ ratio: 1 });
  // What has the focus is not hidden behind it.
  await expect(async () => {
    const bar = await actions.boundingBox();
    const row = await tableOf(page).getByRole('button', { name: 'Job 59' }).boundingBox();
    expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThan(bar?.y ?? 0);
  }).toPass();
  await actions.getByRole('button', { name: text.mutes.mute }).click();
  const menu = page.getByRole('menu', { name: text.mutes.mute });
  await expect(menu).toBeInViewport({ ratio: 1 });
  await menu.getByRole('menuitem').first().click();
  await expect(actions.getByRole('button', { name: text.mutes.muted })).toBeFocused();
  await expect.poll(async () => (await valueOf(host.api.mutes.list(undefined))).length).toBeGreaterThan(0);

  // Escape closes the form first, and then ends the selection.
  const selection = new SelectionView(page);
  const place = await actions.boundingBox();
  await selection.edit();
  await expect(selection.fields).toBeInViewport({ ratio: 1 });
  await expect(actions).toBeInViewport({ ratio: 1 });
  expect(await actions.boundingBox()).toEqual(place);
  await page.keyboard.press('Escape');
  await expect(selection.fields).toHaveCount(0);
  await expect(selection.title(2)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(actions).toHaveCount(0);
});
