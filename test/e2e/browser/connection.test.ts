import { expect, type Page } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { AlertsView } from '../pages/alerts-view.ts';
import { Banners } from '../pages/banners.ts';
import { IncidentsView } from '../pages/incidents-view.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './window.ts';

const heartbeat = { kind: 'heartbeat', name: 'Nightly backup', schedule: { every: '1d' } } as const;

/** As if the window were minimized: Chromium reports this to a page, but nothing outside can make it do so. */
async function setVisible(page: Page, isVisible: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    isVisible ? 'visible' : 'hidden',
  );
}

/** The page's requests from now on, by path. */
function collectRequests(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

test('while Vigilmon is stopped the window says so and keeps its data, then recovers by itself', async ({
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

test('a computer that is offline gets a calm notice until it is online again', async ({ window, host }) => {
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

test('a hidden window receives and requests nothing; once shown it fetches the overview', async ({ window, host }) => {
  const { page } = window;
  await valueOf(host.api.monitors.create(heartbeat));
  await expect(window.monitor('Nightly backup')).toBeVisible();
  const closed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/v1/events'));
  await setVisible(page, false);
  await closed;
  const paths = collectRequests(page);
  await valueOf(host.api.monitors.update({ kind: 'heartbeat', id: 'nightly-backup', name: 'Weekly backup' }));
  await valueOf(host.api.monitors.create({ ...heartbeat, name: 'Weekly report' }));
  // Anything that was sent has arrived by the time these responses are rendered.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(paths).toEqual([]);
  await expect(window.monitor('Nightly backup')).toBeVisible();

  await setVisible(page, true);
  await expect(window.monitor('Weekly backup')).toBeVisible();
  await expect(window.monitor('Weekly report')).toBeVisible();
  await valueOf(host.api.monitors.delete({ id: 'weekly-report' }));
  await expect(window.monitor('Weekly report')).toHaveCount(0);
  // Where its stream takes long to open, once more after that (state/feed.ts).
  const { length } = paths.filter((path) => path === '/api/v1/overview.get');
  expect([1, 2]).toContain(length);
  expect(paths.filter((path) => path === '/api/v1/events')).toHaveLength(1);
});

/** Drops the page's requests for this call until the returned function is called. */
async function lose(page: Page, call: string): Promise<() => Promise<void>> {
  const path = `**/api/v1/${call}`;
  await page.route(path, (route) => route.abort());
  return () => page.unroute(path);
}

/** The view reports below its heading that loading failed, and shows its data after a retry. */
async function expectSecondAttempt(page: Page, find: () => Promise<void>): Promise<void> {
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(main.getByText(text.common.couldNotLoad)).toBeVisible();
  await find();
  await main.getByRole('button', { name: text.common.tryAgain }).click();
  await expect(main.getByText(text.common.couldNotLoad)).toHaveCount(0);
}

test('a view that fails to load says so, and shows its data on the second attempt', async ({ window, host }) => {
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
  await expect(page.getByRole('main').getByText(text.incidents.ongoing)).toBeVisible();
});

test('a rule that is added before the rules have loaded is a new one', async ({ window }) => {
  const loaded = Promise.withResolvers<undefined>();
  await window.page.route('**/api/v1/rules.list', async (route) => {
    await loaded.promise;
    await route.continue();
  });
  await window.goTo('alerts');
  const alerts = new AlertsView(window.page);
  await alerts.addRule();
  loaded.resolve(undefined);
  await expect(alerts.dialog).toHaveAccessibleName(text.rules.add);
});

test('while Vigilmon is unreachable a loaded monitor stays readable, and missing data is explained', async ({
  window,
  host,
}) => {
  const { page } = window;
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: 'http://127.0.0.1:9/', failAfter: 1 }));
  await window.monitor('Shop API', 'down').click();
  const monitor = new MonitorView(page);
  await expect(monitor.checks).toBeVisible();
  await expect(monitor.history('earlier')).toBeEnabled();
  await expect(monitor.incidents.getByRole('button')).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await host.stop();
  await expect(new Banners(page).lost).toBeVisible();
  await expect(monitor.checks).toBeVisible();
  await expect(page.getByRole('main').getByText(text.common.couldNotLoad)).toHaveCount(0);
  await monitor.incidents.getByRole('button').click();
  await expect(page.getByRole('heading', { level: 1, name: text.incidents.one })).toBeVisible();
  await expect(page.getByRole('main').getByText(text.common.couldNotLoad)).toBeVisible();
});

test('who leaves a form while it is being saved gets where they were going', async ({ window, host }) => {
  const { page } = window;
  await valueOf(host.api.monitors.create(heartbeat));
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/monitors.create', async (route) => {
    await answered;
    await route.continue();
  });
  const editor = new MonitorEditor(page);
  await editor.open('heartbeat');
  await editor.name.fill('Weekly report');
  await editor.name.press('Control+Enter');
  await window.goTo('alerts');
  await editor.question.getByRole('button', { name: text.common.save, exact: true }).click();
  answer();
  await expect(window.heading(text.alerts.title)).toBeVisible();
  await expect(window.monitor('Weekly report')).toBeVisible();
  await expect(window.heading(text.alerts.title)).toBeVisible();
});
