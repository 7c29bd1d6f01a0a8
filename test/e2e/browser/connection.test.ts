import { expect, type Page } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { Banners } from '../pages/banners.ts';
import { IncidentsView } from '../pages/incidents-view.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './window.ts';

const heartbeat = { kind: 'heartbeat', name: 'Nightly backup', schedule: { every: '1d' } } as const;

/** As if the window were minimised: Chromium tells a page so, but nobody can make it do so from outside. */
async function setVisible(page: Page, isVisible: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    isVisible ? 'visible' : 'hidden',
  );
}

/** What the page asks for from now on, by path. */
function collectRequests(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

test('while Vigilmon is stopped the window says so and keeps what it knew, and goes on by itself', async ({
  window,
  host,
  launch,
}) => {
  const { lost } = new Banners(window.page);
  await valueOf(host.api.monitors.create(heartbeat));
  await expect(window.monitor('Nightly backup')).toBeVisible();
  await host.stop();
  await expect(lost).toBeVisible();
  await expect(window.monitor('Nightly backup')).toBeVisible();

  const next = await launch({ port: host.port });
  await valueOf(next.api.monitors.create({ ...heartbeat, name: 'Weekly report' }));
  await expect(lost).toHaveCount(0);
  await expect(window.monitor('Weekly report')).toBeVisible();
});

test('a computer that is offline is told of calmly, until it is online again', async ({ window, host }) => {
  const offline = new Banners(window.page).connection('offline');
  await valueOf(host.api.settings.update({ anchors: ['http://127.0.0.1:9/'] }));
  await valueOf(
    host.api.monitors.create({
      kind: 'http',
      name: 'Far away',
      url: 'http://nowhere.invalid/',
      interval: '5s',
      timeout: '2s',
    }),
  );
  await expect(offline).toBeVisible();
  await expect(window.monitor('Far away', 'down')).toHaveCount(0);
  await valueOf(host.api.settings.update({ anchors: [] }));
  await expect(offline).toHaveCount(0);
});

test('a hidden window is sent nothing and asks for nothing; once shown it asks for the overview once', async ({
  window,
  host,
}) => {
  const { page } = window;
  await valueOf(host.api.monitors.create(heartbeat));
  await expect(window.monitor('Nightly backup')).toBeVisible();
  const closed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/v1/events'));
  await setVisible(page, false);
  await closed;
  const paths = collectRequests(page);
  await valueOf(host.api.monitors.update({ kind: 'heartbeat', id: 'nightly-backup', name: 'Weekly backup' }));
  await valueOf(host.api.monitors.create({ ...heartbeat, name: 'Weekly report' }));
  // What would have come has come by the time that these are answered and drawn.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(paths).toEqual([]);
  await expect(window.monitor('Nightly backup')).toBeVisible();

  await setVisible(page, true);
  await expect(window.monitor('Weekly backup')).toBeVisible();
  await expect(window.monitor('Weekly report')).toBeVisible();
  await valueOf(host.api.monitors.delete({ id: 'weekly-report' }));
  await expect(window.monitor('Weekly report')).toHaveCount(0);
  expect(paths.filter((path) => path === '/api/v1/overview.get')).toHaveLength(1);
  expect(paths.filter((path) => path === '/api/v1/events')).toHaveLength(1);
});

/** Lets what the page asks for by this call be lost on the way, until the returned function is called. */
async function lose(page: Page, call: string): Promise<() => Promise<void>> {
  const path = `**/api/v1/${call}`;
  await page.route(path, (route) => route.abort());
  return () => page.unroute(path);
}

/** The view says that it could not be loaded, below its heading, and shows itself once it is asked again. */
async function expectSecondAttempt(page: Page, find: () => Promise<void>): Promise<void> {
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(main.getByText(text.common.couldNotLoad)).toBeVisible();
  await find();
  await main.getByRole('button', { name: text.common.tryAgain }).click();
  await expect(main.getByText(text.common.couldNotLoad)).toHaveCount(0);
}

test('a view whose data do not come says so, and shows them at the second attempt', async ({ window, host }) => {
  const { page } = window;
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: 'http://127.0.0.1:9/', failAfter: 1 }));
  await expect(window.monitor('Shop API', 'down')).toBeVisible();

  let find = await lose(page, 'monitors.get');
  const monitor = new MonitorView(page);
  await window.monitor('Shop API').click();
  await expect(monitor.title('Shop API')).toBeVisible();
  await expectSecondAttempt(page, find);
  await expect(monitor.checks).toBeVisible();

  find = await lose(page, 'monitors.get');
  await monitor.edit();
  await expectSecondAttempt(page, find);
  await expect(new MonitorEditor(page).name).toHaveValue('Shop API');

  find = await lose(page, 'incidents.get');
  await window.goTo('incidents');
  await new IncidentsView(page).open.getByRole('button', { name: /Shop API/ }).click();
  await expectSecondAttempt(page, find);
  await expect(page.getByRole('main').getByText(text.incidents.ongoingFor)).toBeVisible();
});

test('while Vigilmon does not answer a monitor stays readable, and what was not read yet says why it is not there', async ({
  window,
  host,
}) => {
  const { page } = window;
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: 'http://127.0.0.1:9/', failAfter: 1 }));
  await window.monitor('Shop API', 'down').click();
  const monitor = new MonitorView(page);
  await expect(monitor.checks).toBeVisible();
  await host.stop();
  await expect(new Banners(page).lost).toBeVisible();
  await expect(monitor.checks).toBeVisible();
  await expect(page.getByRole('main').getByText(text.common.couldNotLoad)).toHaveCount(0);
  await monitor.incidents.getByRole('button').click();
  await expect(page.getByRole('heading', { level: 1, name: text.incidents.one })).toBeVisible();
  await expect(page.getByRole('main').getByText(text.common.couldNotLoad)).toBeVisible();
});
