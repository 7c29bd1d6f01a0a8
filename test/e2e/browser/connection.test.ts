import { expect, type Page } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { Banners } from '../pages/banners.ts';
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
