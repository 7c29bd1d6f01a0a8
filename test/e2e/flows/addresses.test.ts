/** What is chosen in a view stands in its address, so that it can be kept and shared. */
import { expect, type Page } from 'playwright/test';
import { pageAddress } from '../../../electron/contract/page-address.ts';
import { formatMonth } from '../../../renderer/format.ts';
import { localInput } from '../../../renderer/state/local-input.ts';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { AlertsView } from '../pages/alerts-view.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test, type Flow } from './flow.ts';

const addressOf = (page: Page): string => new URL(page.url()).hash;

/** As a link does. */
async function open(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => location.assign(hash), address);
}

/** Paused, so that nothing is asked. */
async function addMonitors(host: Flow['host']): Promise<void> {
  for (const name of ['Billing', 'Shop API']) {
    const url = 'http://127.0.0.1:1/';
    await valueOf(host.api.monitors.create({ kind: 'http', name, url, tags: [name.slice(0, 4)], enabled: false }));
  }
}

test('the range and the comparison of a monitor survive a reload and a way back', async ({ window, host }) => {
  const { page } = window;
  await addMonitors(host);
  await window.monitor('Shop API').click();
  const main = page.getByRole('main');
  const range = main.getByRole('radiogroup', { name: text.time.range });
  const compare = main.getByRole('button', { name: text.compare.toggle });
  await range.getByText('7d', { exact: true }).click();
  await compare.click();
  await expect.poll(() => addressOf(page)).toBe('#/monitors/shop-api?range=7d&compare=1');
  await page.reload();
  await expect(range.getByRole('radio', { name: '7d' })).toBeChecked();
  await expect(compare).toHaveAttribute('aria-pressed', 'true');

  await window.monitor('Billing').click();
  await expect(compare).toHaveAttribute('aria-pressed', 'false');
  await page.goBack();
  await expect(range.getByRole('radio', { name: '7d' })).toBeChecked();
  await expect(compare).toHaveAttribute('aria-pressed', 'true');

  const monitor = new MonitorView(page);
  await monitor.history('earlier').click();
  await expect.poll(() => addressOf(page)).toMatch(/range=7d&part=\d{4}.*Z--\d{4}.*Z&compare=1$/u);
  await page.reload();
  await expect(monitor.history('reset')).toBeVisible();
  await monitor.history('reset').click();
  await expect.poll(() => addressOf(page)).toBe('#/monitors/shop-api?range=7d&compare=1');
});

test('a link to what is shown can be copied: the address of a page, or one that opens the application', async ({
  window,
  host,
}) => {
  const { page } = window;
  await addMonitors(host);
  await open(page, '#/monitors/shop-api?range=7d');
  const monitor = new MonitorView(page);
  await expect(monitor.title('Shop API')).toBeVisible();
  await monitor.main.getByRole('button', { name: text.monitor.more }).click();
  await page.getByRole('menuitem', { name: text.common.copyLink }).click();
  await expect(page.getByText(text.common.copied, { exact: true })).toBeVisible();
  const search = page.getByRole('searchbox', { name: text.filter.search });
  await search.press('ControlOrMeta+v');
  const isApplication = process.env['VIGILMON_RING'] === 'electron';
  const base = isApplication ? 'vigilmon://' : `${new URL(page.url()).origin}/#/`;
  await expect(search).toHaveValue(`${base}monitors/shop-api?range=7d`);
  await search.fill('');

  await window.goTo('settings');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('share');
  await page.getByRole('option', { name: text.palette.copyLink }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await search.press('ControlOrMeta+v');
  await expect(search).toHaveValue(`${base}settings`);
});

test('an address that names no view changes nothing, and can be left', async ({ window, host }) => {
  const { page } = window;
  await addMonitors(host);
  await open(page, '#/incidents');
  await open(page, '#/nowhere/at/all');
  await expect.poll(() => addressOf(page)).toBe('#/incidents');
  await expect(window.heading(text.incidents.title)).toBeVisible();
  await open(page, '#');
  await expect(page.getByRole('main').getByRole('row').filter({ hasText: 'Billing' })).toBeVisible();
});

test('a page about what is gone says what it was, and leads back', async ({ window, host }) => {
  const { page } = window;
  await addMonitors(host);
  const main = page.getByRole('main');
  const back = main.getByRole('button', { name: text.common.toOverview });
  await window.monitor('Shop API').click();
  // Read whole: the page, not the list, knows the name of what is gone.
  await expect(main.getByText(text.monitor.every(60_000))).toBeVisible();
  await valueOf(host.api.monitors.delete({ id: 'shop-api' }));
  await expect(main.getByText(text.monitor.goneNote)).toBeVisible();
  await expect(main.getByRole('heading', { name: 'Shop API' })).toBeVisible();
  await back.click();
  await expect(window.monitor('Billing')).toBeVisible();

  // A way back to its form.
  await page.evaluate(() => history.replaceState({ view: 'edit-monitor', id: 'shop-api' }, ''));
  await page.reload();
  await expect(main.getByText(text.monitor.gone)).toBeVisible();
  await open(page, '#/incidents/17');
  await expect(main.getByRole('heading', { name: text.incidents.deleted })).toBeVisible();
  await expect(main.getByText(text.incidents.goneNote)).toBeVisible();
  await main.getByRole('button', { name: text.incidents.list }).click();
  await expect(window.heading(text.incidents.title)).toBeVisible();
  await page.goBack();
  await back.click();
  await page.getByRole('searchbox', { name: text.filter.search }).fill('nothing like it');
  await main.getByRole('button', { name: text.list.clear }).click();
  await expect(main.getByRole('grid').getByText('Billing')).toBeVisible();
});

test('what an address of a monitor cannot mean is as usual', async ({ window, host }) => {
  await addMonitors(host);
  await expect(window.monitor('Shop API')).toBeVisible();
  await open(window.page, '#/monitors/shop-api?chart=none&range=2y&part=then--now');
  const monitor = new MonitorView(window.page);
  await expect(monitor.title('Shop API')).toBeVisible();
  await expect(monitor.history('zoomIn')).toBeVisible();
  await expect(monitor.history('reset')).toHaveCount(0);
});

test('the search, the order and the groups of the overview are in its address', async ({ window, host }) => {
  const { page } = window;
  await addMonitors(host);
  const search = page.getByRole('searchbox', { name: text.filter.search });
  const table = page.getByRole('main').getByRole('row');
  await expect(table.filter({ hasText: 'Billing' })).toBeVisible();
  const heading = page.getByRole('main').getByRole('columnheader', { name: text.table.columns.name });
  await heading.getByRole('button').click();
  await search.fill('shop');
  await expect.poll(() => addressOf(page)).toBe('#/overview?search=shop&sort=name');
  await page.reload();
  await expect(search).toHaveValue('shop');
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.filter({ hasText: 'Billing' })).toHaveCount(0);
  await window.goTo('overview');
  await search.fill('shop a');
  await expect.poll(() => addressOf(page)).toBe('#/overview?search=shop+a&sort=name');
  await search.fill('shop');

  await open(page, '#/overview?sort=name&order=reversed&group=tag');
  await expect(search).toHaveValue('');
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  await page.goBack();
  await expect(search).toHaveValue('shop');
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');

  // Whoever comes back finds what was chosen, and can share that too.
  await window.goTo('settings');
  await window.goTo('overview');
  await expect.poll(() => addressOf(page)).toBe('#/overview?search=shop&sort=name');
});

test('the tray leads to the list of what is down, also from a form that holds changes', async ({ window, host }) => {
  const { page } = window;
  await addMonitors(host);
  const soon = { interval: '5s', failAfter: 1 } as const;
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Mailer', url: 'http://127.0.0.1:1/', ...soon }));
  await expect(page.getByRole('main').getByRole('row').filter({ hasText: 'Mailer' })).toBeVisible();
  const editor = new MonitorEditor(page);
  await editor.open('http');
  await editor.url.fill('https://example.com/health');
  await open(page, pageAddress({ view: 'overview', states: ['down', 'late'] }));
  await editor.question.getByRole('button', { name: text.unsaved.leave, exact: true }).click();
  await expect(page.getByRole('searchbox', { name: text.filter.search })).toHaveValue('is:down is:late');
  const table = page.getByRole('main').getByRole('row');
  await expect(table.filter({ hasText: 'Mailer' })).toBeVisible();
  await expect(table.filter({ hasText: 'Billing' })).toHaveCount(0);
});

test('the filter of the deliveries and the month of the calendar are in their address', async ({ window, host }) => {
  const { page } = window;
  await valueOf(host.api.maintenance.save({ days: ['tue'], from: '22:00', to: '23:00', covers: { all: true } }));
  const alerts = new AlertsView(page);
  await window.goTo('alerts');
  const next = new Date(new Date().getFullYear(), new Date().getMonth() + 1);
  const later = localInput(next.getTime()).slice(0, 7);
  const calendar = page.getByRole('group', { name: text.maintenance.calendar });
  await calendar.getByRole('button', { name: text.maintenance.nextMonth }).click();
  await expect.poll(() => addressOf(page)).toBe(`#/alerts/maintenance?month=${later}`);
  await alerts.filterBy('status', 'Failed');
  await expect.poll(() => addressOf(page)).toBe(`#/alerts/deliveries?status=failed&month=${later}`);
  await page.reload();
  await expect(page.getByText(text.alerts.noMatch)).toBeInViewport();
  const table = calendar.getByRole('grid');
  await expect(table).toHaveAccessibleName(formatMonth(next.getTime()));
  await window.button(text.alerts.clearFilters).click();
  await expect(page.getByText(text.alerts.noDeliveries)).toBeVisible();
  await expect.poll(() => addressOf(page)).toBe(`#/alerts/deliveries?month=${later}`);

  await open(page, '#/alerts/deliveries?status=lost&month=2026-13');
  await expect(page.getByText(text.alerts.noDeliveries)).toBeVisible();
  await expect(table.locator('[aria-current=date]')).toBeVisible();
});

test('the sections of the alerts are listed with their counts, lead to their parts and keep what is chosen', async ({
  window,
}) => {
  const { page } = window;
  await open(page, '#/alerts/deliveries?status=failed');
  const main = page.getByRole('main');
  const list = main.getByRole('navigation', { name: text.settings.sections });
  const marked = list.locator('[aria-current]');
  await expect(marked).toHaveText(text.alerts.deliveries);
  await expect(list.getByRole('link')).toHaveText([
    /^Channels\s+1$/u,
    /^Rules\s+1$/u,
    text.mutes.title,
    text.maintenance.title,
    text.digest.title,
    text.alerts.deliveries,
  ]);
  await list.getByRole('link', { name: text.maintenance.title }).click();
  const heading = main.getByRole('heading', { name: text.maintenance.title });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  await expect(marked).toHaveText(text.maintenance.title);
  expect(addressOf(page)).toBe('#/alerts/maintenance?status=failed');
});
