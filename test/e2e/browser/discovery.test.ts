/** What was found on this computer, while its host takes its time. */
import { expect, type Page } from 'playwright/test';
import type { WordedOffer } from '../../../electron/contract/model/discovery.ts';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { seriousFaults } from '../axe.ts';
import { DiscoveryView } from '../pages/discovery-view.ts';
import { test } from './window.ts';

const offerOf = (name: string): WordedOffer => ({
  found: { is: 'service', source: 'port', name, host: '127.0.0.1', port: 9, isHttp: false },
  monitor: { kind: 'tcp', id: name, name, host: '127.0.0.1', port: 9 },
  monitoredBy: null,
  edited: null,
  schedule: null,
});

/** The same window with a host that finds these, whatever runs on the computer of the test. */
async function searched(page: Page, ...names: readonly string[]): Promise<DiscoveryView> {
  await page.route('**/api/v1/discovery.search', (route) =>
    route.fulfill({ json: { ok: true, value: names.map(offerOf) } }),
  );
  const view = new DiscoveryView(page);
  await view.open.click();
  await view.search.click();
  return view;
}

/** Holds the page's next request for this call back. */
async function delay(
  page: Page,
  call: string,
): Promise<{ readonly asked: Promise<unknown>; readonly end: () => void }> {
  const path = `**/api/v1/${call}`;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  await page.route(path, (route) => ended.then(() => route.fallback()), { times: 1 });
  return { asked: page.waitForRequest(path), end };
}

test('nothing is added while a search goes on, whose finds are a new list', async ({ window, host }) => {
  const { page } = window;
  const view = await searched(page, 'cache', 'queue');
  const search = await delay(page, 'discovery.search');
  await view.again.click();
  await search.asked;
  await view.add('cache');
  search.end();
  await expect(view.offer('cache')).not.toBeChecked();
  expect(await valueOf(host.api.monitors.list(undefined))).toEqual([]);
  await view.add('cache');
  await expect(view.group('added')).toContainText('cache');
  await expect(view.offer('queue')).toBeVisible();
});

test('what is deselected before its turn is not added', async ({ window, host }) => {
  const { page } = window;
  const view = await searched(page, 'cache', 'queue', 'search');
  const creating = await delay(page, 'monitors.create');
  await view.add('cache', 'queue', 'search');
  await creating.asked;
  await view.offer('queue').uncheck();
  creating.end();
  await expect(view.group('added').getByRole('listitem')).toHaveCount(2);
  await expect(view.offer('queue')).not.toBeChecked();
  expect((await valueOf(host.api.monitors.list(undefined))).map(({ name }) => name).sort()).toEqual([
    'cache',
    'search',
  ]);
});

test('after another search, a range begins at the first find again', async ({ window }) => {
  const { page } = window;
  const view = await searched(page, 'cache', 'queue', 'search');
  await view.offer('queue').check();
  await view.again.click();
  await expect(view.offer('queue')).not.toBeChecked();
  await view.offer('search').click({ modifiers: ['Shift'] });
  await expect(view.addButton(3)).toBeVisible();
});

test('of many that are refused at once, the first has the focus', async ({ window }) => {
  const { page } = window;
  const names = Array.from({ length: 60 }, (_, place) => `port-${String(place)}`);
  const view = await searched(page, ...names);
  await page.route('**/api/v1/monitors.create', (route) => route.abort());
  await view.all.click();
  await view.addButton(names.length).click();
  await expect(view.offer('port-0')).toBeFocused();
  await expect(view.addButton(names.length)).toBeVisible();
});

test('what is selected is added also after the view is left', async ({ window, host }) => {
  const { page } = window;
  const view = await searched(page, 'cache', 'queue', 'search');
  const creating = await delay(page, 'monitors.create');
  await view.add('cache', 'queue', 'search');
  await creating.asked;
  await window.goTo('settings');
  await expect(window.heading(text.settings.title)).toBeVisible();
  creating.end();
  await expect(window.messages).toContainText(text.discovery.addedCount(3));
  expect(await valueOf(host.api.monitors.list(undefined))).toHaveLength(3);
});

test('of hundreds a filter leaves a few, all of which are selected at once; what it hides stays selected and is counted', async ({
  window,
  host,
}) => {
  const { page } = window;
  const names = Array.from({ length: 500 }, (_, place) => `${place % 50 === 0 ? 'shop' : 'port'}-${String(place)}`);
  const view = await searched(page, ...names);
  const rows = view.group('offered').getByRole('listitem');
  await expect(view.main.getByText(text.discovery.shownCount(500, 500))).toBeVisible();
  await expect(rows).toHaveCount(500);

  await view.filter.fill('SHOP 127.0');
  await expect(view.main.getByText(text.discovery.shownCount(10, 500))).toBeVisible();
  await expect(rows).toHaveCount(10);
  await view.all.check();
  await expect(view.addButton(10)).toBeVisible();
  await view.filter.fill('port-7');
  await expect(view.all).not.toBeChecked();
  await view.offer('port-7').check();
  await view.offer('port-71').click({ modifiers: ['Shift'] });
  await expect(view.addButton(13)).toBeVisible();
  await expect(view.main.getByText(text.discovery.hiddenCount(10))).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);

  await view.filter.fill('telephone');
  await expect(view.main.getByText(text.discovery.noMatch)).toBeVisible();
  await expect(view.main.getByText(text.discovery.shownCount(0, 500))).toBeVisible();
  await view.filter.press('Escape');
  await expect(view.filter).toHaveValue('');
  await expect(rows).toHaveCount(500);
  await expect(view.addButton(13)).toBeVisible();

  // What is added is shown with what to do about it.
  await view.filter.fill('telephone');
  await view.main.getByRole('button', { name: text.discovery.clear }).click();
  await view.filter.fill('shop-450');
  await view.addButton(13).click();
  await expect(view.group('added').getByRole('listitem')).toHaveCount(13);
  await expect(view.group('added')).toBeFocused();
  await expect(window.messages).toBeEmpty();
  await expect(view.filter).toHaveValue('');
  expect(await valueOf(host.api.monitors.list(undefined))).toHaveLength(13);
});
