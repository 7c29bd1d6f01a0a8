/** The list grouped by tag: its groups collapse and expand. */
import { expect, type Locator } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import type { Fixtures } from '../fixtures.ts';
import { CommandPalette } from '../pages/command-palette.ts';
import { SelectionView } from '../pages/selection-view.ts';
import type { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test, type Flow } from './flow.ts';

/** jobs: Backup; shop: Billing, Cart; no tag: Website. All are up. */
async function openGrouped({
  window,
  host,
  service,
}: Pick<Flow & Fixtures, 'window' | 'host' | 'service'>): Promise<void> {
  for (const [name, tags] of [
    ['Backup', ['jobs']],
    ['Billing', ['shop']],
    ['Cart', ['shop']],
    ['Website', []],
  ] as const) {
    await valueOf(host.api.monitors.create({ kind: 'http', name, url: service.url, tags: [...tags], failAfter: 1 }));
  }
  for (const name of ['Backup', 'Billing', 'Cart', 'Website']) await expect(window.monitor(name, 'up')).toBeVisible();
  await window.groupByTag();
  await expect(window.group('shop')).toHaveAttribute('aria-expanded', 'true');
}

/** The row that keys apply to. */
async function expectCurrent({ monitors }: VigilmonWindow, row: Locator): Promise<void> {
  await expect(monitors).toBeFocused();
  await expect(row).toHaveCount(1);
  await expect(monitors).toHaveAttribute('aria-activedescendant', (await row.getAttribute('id')) ?? 'none');
}

test('a click on a heading collapses its group, and another one expands it', async ({ window, host, service }) => {
  await openGrouped({ window, host, service });
  const shop = window.group('shop');
  await expect(shop).toHaveAccessibleName(/shop ?, 2 monitors$/);
  await shop.click();
  await expect(shop).toHaveAttribute('aria-expanded', 'false');
  await expect(window.monitor('Billing')).toHaveCount(0);
  await expect(window.monitor('Cart')).toHaveCount(0);
  await expect(window.monitor('Backup')).toBeVisible();
  await expect(window.heading('All 4 monitors are up')).toBeVisible();
  await shop.click();
  await expect(window.monitor('Billing')).toBeVisible();
  await expect(window.monitor('Cart')).toBeVisible();
});

test('what is collapsed stays collapsed in the next window', async ({ window, host, service }) => {
  await openGrouped({ window, host, service });
  await window.group('jobs').click();
  await expect(window.monitor('Backup')).toHaveCount(0);
  await window.page.reload();
  await expect(window.monitor('Cart')).toBeVisible();
  await expect(window.group('jobs')).toHaveAttribute('aria-expanded', 'false');
  await expect(window.monitor('Backup')).toHaveCount(0);
});

test('arrows walk through headings and monitors, and collapse and expand groups', async ({ window, host, service }) => {
  await openGrouped({ window, host, service });
  const { keyboard } = window.page;
  await window.monitors.focus();
  await keyboard.press('ArrowDown');
  await expectCurrent(window, window.group('jobs'));
  // Nothing is opened for a heading.
  await expect(window.heading('All 4 monitors are up')).toBeVisible();
  await keyboard.press('ArrowRight');
  await expect(window.heading('Backup')).toBeVisible();
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  await expect(window.group('jobs')).toHaveAttribute('aria-expanded', 'false');
  await expectCurrent(window, window.group('jobs'));
  await expect(window.heading('Backup')).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(window.group('shop')).toHaveAttribute('aria-expanded', 'false');
  await keyboard.press('Space');
  await expect(window.group('shop')).toHaveAttribute('aria-expanded', 'true');
  await keyboard.press('End');
  await expect(window.heading('Website')).toBeVisible();
  await keyboard.press('Home');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowDown');
  await expect(window.heading('Backup')).toBeVisible();
  await expectCurrent(window, window.monitor('Backup'));
});

test('on a heading no monitor is current: its keys and commands do nothing to the open one', async ({
  window,
  host,
  service,
}) => {
  await openGrouped({ window, host, service });
  const { keyboard } = window.page;
  await window.monitor('Billing').click();
  await keyboard.press('ArrowUp');
  await expectCurrent(window, window.group('shop'));
  await keyboard.press('Delete');
  await keyboard.press('p');
  await keyboard.press('ArrowDown');
  await expectCurrent(window, window.monitor('Billing', 'up'));
  await keyboard.press('p');
  await expect(window.monitor('Billing', 'paused')).toBeVisible();
  await keyboard.press('ArrowUp');
  await keyboard.press('ControlOrMeta+k');
  const { offers } = new CommandPalette(window.page);
  await expect(offers.first()).toBeVisible();
  await expect(offers.first()).not.toContainText('Billing');
});

test("a collapsed group's heading says what is down in it, and has the menu of its monitors", async ({
  window,
  host,
  service,
}) => {
  await openGrouped({ window, host, service });
  await window.group('shop').click();
  service.breakDatabase();
  await valueOf(host.api.monitors.checkNow({ id: 'cart' }));
  await expect(window.group('shop')).toHaveAccessibleName(/2 monitors, 1 down$/);
  await expect(window.group('shop').getByTitle('2 monitors, 1 down')).toBeVisible();
  await expect(window.group('jobs')).toHaveAccessibleName(/1 monitor$/);

  await window.page.keyboard.press('Shift+F10');
  await window.menuItem(text.selection.all(2)).click();
  await expect(new SelectionView(window.page).title(2)).toBeVisible();
  await expect(window.group('shop')).toHaveAttribute('aria-selected', 'true');
  await window.monitors.press('p');
  await window.group('shop').click();
  await expect(window.monitor('Cart', 'paused')).toBeVisible();
  await expect(window.monitor('Billing', 'paused')).toBeVisible();
});

test('a search finds monitors in collapsed groups, which are collapsed again after it', async ({
  window,
  host,
  service,
}) => {
  await openGrouped({ window, host, service });
  await window.group('shop').click();
  await expect(window.monitor('Cart')).toHaveCount(0);
  const { keyboard } = window.page;
  await keyboard.press('/');
  await keyboard.type('cart');
  await expect(window.monitor('Cart')).toBeVisible();
  await keyboard.press('Enter');
  await expect(window.heading('Cart')).toBeVisible();
  await keyboard.press('/');
  await keyboard.press('Escape');
  await expect(window.group('jobs')).toBeVisible();
  await expect(window.monitor('Cart')).toHaveCount(0);
  await expect(window.heading('Cart')).toBeVisible();
});

test('a monitor of a collapsed group that is opened elsewhere marks the heading, which leads to it', async ({
  window,
  host,
  service,
}) => {
  await openGrouped({ window, host, service });
  await window.group('shop').click();
  await new CommandPalette(window.page).run('cart');
  await expect(window.heading('Cart')).toBeVisible();
  await expect(window.group('shop')).toHaveAttribute('aria-selected', 'true');
  await expect(window.group('shop')).toHaveAttribute('aria-expanded', 'false');
  await window.monitors.focus();
  await expectCurrent(window, window.group('shop'));
  await window.page.keyboard.press('ArrowRight');
  await expect(window.monitor('Cart')).toHaveAttribute('aria-selected', 'true');
  await expect(window.monitor('Billing')).toHaveAttribute('aria-selected', 'false');
});

test('a selection takes in the monitors of a collapsed group that lies between its ends', async ({
  window,
  host,
  service,
}) => {
  await openGrouped({ window, host, service });
  const { keyboard } = window.page;
  await window.group('shop').click();
  await window.monitor('Backup').click();
  await window.monitor('Website').click({ modifiers: ['Shift'] });
  const selection = new SelectionView(window.page);
  await expect(selection.title(4)).toBeVisible();
  await expect(window.group('shop')).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Escape');
  await expect(window.heading('Backup')).toBeVisible();
  await keyboard.press('Shift+ArrowDown');
  await expect(selection.title(3)).toBeVisible();
  await keyboard.press('ControlOrMeta+a');
  await expect(selection.title(4)).toBeVisible();
});

test('after the heading that keys were at is gone, they go on from its place', async ({ window, host, service }) => {
  await openGrouped({ window, host, service });
  await window.group('shop').click();
  await expectCurrent(window, window.group('shop'));
  for (const id of ['billing', 'cart']) await valueOf(host.api.monitors.delete({ id }));
  await expect(window.group('shop')).toHaveCount(0);
  await expectCurrent(window, window.group(text.list.untagged));
  await window.page.keyboard.press('ArrowDown');
  await expect(window.heading('Website')).toBeVisible();
});

test('all groups collapse and expand at once, by a button, a click and a key', async ({ window, host, service }) => {
  await openGrouped({ window, host, service });
  const { keyboard } = window.page;
  const openGroups = window.monitors.getByRole('treeitem', { level: 1, expanded: true });
  await window.monitor('Billing').click();
  await window.button(text.list.collapseAll(true)).click();
  await expect(openGroups).toHaveCount(0);
  await expect(window.group('shop')).toHaveAttribute('aria-selected', 'true');
  await expect(window.heading('Billing')).toBeVisible();
  await expect(window.button(text.list.collapseAll(false))).toBeFocused();
  await window.monitors.press('*');
  await expect(openGroups).toHaveCount(3);
  await expectCurrent(window, window.monitor('Billing'));
  await window.group('jobs').click({ modifiers: ['Alt'] });
  await expect(openGroups).toHaveCount(0);
  await window.group('jobs').click({ modifiers: ['Alt'] });
  await expect(openGroups).toHaveCount(3);
  await window.button(text.list.collapseAll(true)).focus();
  await keyboard.press('Enter');
  await expect(openGroups).toHaveCount(0);
});

test('the heading of a group stays in sight above its monitors, and covers none that keys reach', async ({
  window,
  host,
}) => {
  for (let index = 0; index < 60; index += 1) {
    const name = `Job ${String(index).padStart(2, '0')}`;
    const tags = [index < 30 ? 'early' : 'late'];
    await valueOf(host.api.monitors.create({ kind: 'heartbeat', name, schedule: { every: '1d' }, tags }));
  }
  await window.groupByTag();
  await expect(window.group('early')).toBeVisible();
  const topOf = async (row: Locator): Promise<number> => {
    const [list, place] = [await window.monitors.boundingBox(), await row.boundingBox()];
    return (place?.y ?? -1) - (list?.y ?? 0);
  };
  const scroll = (top: number): Promise<void> =>
    window.monitors.evaluate((list, to) => {
      list.scrollTop = to;
    }, top);
  await scroll(20 * 46);
  await expect(window.monitor('Job 22')).toBeVisible();
  await expect(window.group('early')).toBeVisible();
  expect(await topOf(window.group('early'))).toBe(0);
  // The next one pushes it away.
  await scroll(28 + 30 * 46 - 10);
  await expect.poll(() => topOf(window.group('early'))).toBe(-18);
  expect(await topOf(window.group('late'))).toBe(10);
  await scroll(28 + 35 * 46);
  await expect(window.group('late')).toBeVisible();
  expect(await topOf(window.group('late'))).toBe(0);
  await window.monitor('Job 36').click();
  for (let row = 36; row > 31; row -= 1) await window.page.keyboard.press('ArrowUp');
  await expect(window.heading('Job 31')).toBeVisible();
  expect(await topOf(window.monitor('Job 31'))).toBeGreaterThanOrEqual(28);
  // A click on it collapses its group, from wherever.
  await window.monitors.press('End');
  await window.group('late').click();
  await expect(window.group('late')).toHaveAttribute('aria-expanded', 'false');
  await expectCurrent(window, window.group('late'));
  await expect(window.group('late')).toBeInViewport();
});
