/** The views of locations over a real exporter: complete, readable in both themes, and within the window. */
import { expect, type Page } from 'playwright/test';
import type { Api } from '../../../electron/contract/calls.ts';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { openProbeServer } from '../../support/probe-server.ts';
import { seriousFaults } from '../axe.ts';
import { IncidentsView } from '../pages/incidents-view.ts';
import { LocationsView } from '../pages/locations-view.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './window.ts';

async function expectWell(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    expect(await seriousFaults(page)).toEqual([]);
  }
  for (const width of [480, 1_000, 1_600]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => beyondTheEdge(page)).toEqual([]);
  }
}

/** Elements of the pane that it could be scrolled sideways to. */
function beyondTheEdge(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const pane = document.getElementById('main');
    if (pane === null) return ['there is no pane'];
    if (pane.scrollWidth <= pane.clientWidth) return [];
    const edge = pane.getBoundingClientRect().left + pane.clientWidth;
    return Array.from(pane.querySelectorAll('*'))
      .filter((one) => one.getBoundingClientRect().right > edge)
      .map((one) => one.outerHTML.slice(0, 120));
  });
}

async function setUp(api: Api, exporterUrl: string, url: string): Promise<string> {
  await valueOf(api.locations.save({ kind: 'blackbox', id: 'office', name: 'Office', url: exporterUrl }));
  await valueOf(api.locations.save({ kind: 'blackbox', id: 'broken', name: 'Broken', url: 'http://127.0.0.1:1' }));
  const { id } = await valueOf(
    api.monitors.create({
      kind: 'http',
      name: 'Shop API',
      url,
      interval: '5s',
      timeout: '4s',
      recheckInterval: '5s',
      failAfter: 1,
      locations: ['office', 'broken'],
    }),
  );
  return id;
}

for (const locale of ['en-US', 'de-DE']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('a monitor and its incident show what each location saw', async ({ window, host, service }) => {
      const exporter = await openProbeServer();
      await setUp(host.api, exporter.url, service.url);
      const { page } = window;
      const monitor = new MonitorView(page);
      await window.monitor('Shop API', 'up').click();
      await expect(monitor.location('Office')).toContainText(text.sightings.up);
      await expect(monitor.location('Office')).toContainText('80 ms');
      await expect(monitor.location('Broken')).toContainText(text.sightings['no-answer']);
      await expect(monitor.legend).toContainText('Office');
      await expect(monitor.location('Broken')).toContainText('ECONNREFUSED');
      await monitor.openLocation('Broken');
      await expect(monitor.locations).toContainText('ECONNREFUSED');
      await expectWell(page);

      service.breakDatabase();
      await expect(window.monitor('Shop API', 'down')).toBeVisible();
      await expect(monitor.location('Office')).toContainText(text.sightings.down);
      await monitor.openLocation('Office');
      await expect(monitor.locations).toContainText('503');
      await window.goTo('incidents');
      await new IncidentsView(page).open.getByRole('button', { name: /Shop API/ }).click();
      const seen = page.getByRole('list', { name: text.elsewhere.atIncident });
      await expect(seen.getByRole('listitem').filter({ hasText: 'Office' })).toContainText('503');
      await expect(seen.getByRole('listitem').filter({ hasText: 'Broken' })).toContainText('ECONNREFUSED');
      await expectWell(page);
      await exporter.close();
    });
  });
}

test('the settings of locations and their dialogs fit, light and dark', async ({ window, host, service }) => {
  const exporter = await openProbeServer();
  await setUp(host.api, exporter.url, service.url);
  const locations = new LocationsView(window.page);
  await window.goTo('settings');
  await expect(locations.location('Office')).toBeVisible();
  await expectWell(window.page);
  await locations.openTest('Office');
  await locations.ask(service.url);
  await expect(locations.testResult('Office')).toContainText(text.sightings.up);
  await expectWell(window.page);
  await exporter.close();
});

test('the overview says where else a monitor is checked from', async ({ window, host, service }) => {
  const { page } = window;
  await setUp(host.api, 'http://127.0.0.1:1', service.url);
  await page.setViewportSize({ width: 1_600, height: 900 });
  await window.goTo('overview');
  await page.getByRole('button', { name: text.table.view }).click();
  await page.getByRole('menuitemcheckbox', { name: text.table.columns.locations }).click();
  const table = page.getByRole('grid', { name: text.table.title });
  await expect(table.getByRole('row', { name: /Shop API/ })).toContainText('OfficeBroken');

  await valueOf(host.api.locations.save({ kind: 'blackbox', id: 'office', name: 'Berlin', url: 'http://127.0.0.1:1' }));
  await expect(table.getByRole('row', { name: /Shop API/ })).toContainText('BerlinBroken');
});
