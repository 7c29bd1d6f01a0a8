import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './flow.ts';

test('a failed check shows its assertions with actual values, its phases, headers and body, and is saved as a file', async ({
  window,
  host,
  service,
  savedAfter,
}) => {
  const { id } = await valueOf(
    host.api.monitors.create({
      kind: 'http',
      name: 'Shop API',
      url: service.url,
      assertions: [
        { on: 'status', is: 'equals', value: 200 },
        { on: 'json', is: 'exists', path: '$.checks.cache' },
      ],
    }),
  );
  await window.monitor('Shop API', 'up').click();
  service.breakDatabase();
  await valueOf(host.api.monitors.checkNow({ id }));
  const monitor = new MonitorView(window.page);
  await monitor.showChecks('failures');
  await expect(monitor.checks.getByRole('row')).toHaveCount(2);
  await monitor.openNewestCheck();

  const { checks } = monitor;
  await expect(checks.getByText('status 503, expected 200', { exact: true })).toBeVisible();
  await expect(checks.getByText('$.checks.cache exists')).toBeVisible();
  await expect(checks.getByText(text.evidence.unhealthy)).toBeVisible();
  await expect(checks.getByRole('table', { name: text.evidence.phases })).toContainText(text.phases.firstByte);
  await expect(checks.getByRole('group', { name: text.evidence.body, exact: true })).toContainText('"latency_ms": 1.8');
  await checks.getByText(/^\d+ headers?$/).click();
  await expect(checks.getByText('application/json')).toBeVisible();

  const saved = await savedAfter(() => checks.getByRole('button', { name: text.incidents.saveFile }).click());
  expect(saved.name).toMatch(/^shop-api-check-.*\.md$/);
  expect(saved.text).toContain('status 503, expected 200');
  expect(saved.text).toContain('application/json');
});

test('what is down is acknowledged and muted where it is seen', async ({ window, host, service }) => {
  const { id } = await valueOf(
    host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, failAfter: 1 }),
  );
  await window.monitor('Shop API', 'up').click();
  const { main } = new MonitorView(window.page);
  await expect(main.getByText(/^Next check in /)).toBeVisible();
  const acknowledge = main.getByRole('button', { name: text.incidents.acknowledge, exact: true });
  await expect(acknowledge).toHaveCount(0);
  service.breakDatabase();
  await valueOf(host.api.monitors.checkNow({ id }));

  await acknowledge.click();
  await expect(main.getByText(new RegExp(`^${text.incidents.seen} `))).toBeVisible();
  await main.getByRole('button', { name: text.mutes.mute, exact: true }).click();
  await window.menuItem(text.mutes.untilRecovery).click();
  await expect(main.getByText(text.mutes.mutedUntil(null, 0)).first()).toBeVisible();
});

test('the chart shows the phases, and can be zoomed and moved by keys alone', async ({ window, host, service }) => {
  const { id } = await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  await window.monitor('Shop API', 'up').click();
  await valueOf(host.api.monitors.checkNow({ id }));
  const monitor = new MonitorView(window.page);
  await expect(monitor.chart).toBeVisible();
  await expect(monitor.legend).toContainText(text.history.single);
  await monitor.chartTab('times').press('ArrowRight');
  await expect(monitor.chartTab('phases')).toBeFocused();
  await expect(monitor.chartTab('phases')).toHaveAttribute('aria-selected', 'true');
  await expect(monitor.chartPanel).toHaveAccessibleName(text.history.modes.phases);
  await expect(monitor.legend).toContainText(text.phases.firstByte);
  await expect(monitor.legend).not.toContainText(text.phases.tls);
  await monitor.crosshair.press('ArrowLeft');
  await expect(monitor.crosshair).toHaveAttribute('aria-valuetext', new RegExp(text.phases.firstByte));
  const picked = monitor.chartPanel.getByRole('region', { name: text.checks.one, exact: true });
  await expect(picked.getByRole('table', { name: text.evidence.phases })).toBeVisible();
  await monitor.crosshair.press('Escape');
  await expect(picked).toHaveCount(0);
  await expect(monitor.crosshair).toHaveAttribute('aria-valuetext', text.history.noPoint);

  await expect(monitor.history('later')).toBeDisabled();
  await monitor.history('zoomIn').press('Enter');
  await monitor.history('earlier').press('Enter');
  await monitor.history('later').press('Enter');
  await monitor.history('reset').press('Enter');
  await expect(monitor.history('reset')).toHaveCount(0);
});

test('the chosen chart is in the address, and remembered for other monitors of the kind', async ({
  window,
  host,
  service,
}) => {
  for (const name of ['Shop API', 'Billing']) {
    await valueOf(host.api.monitors.create({ kind: 'http', name, url: service.url }));
  }
  await window.monitor('Shop API', 'up').click();
  const monitor = new MonitorView(window.page);
  await monitor.chartTab('phases').click();
  await expect.poll(() => new URL(window.page.url()).hash).toBe('#/monitors/shop-api?chart=phases');
  await window.monitor('Billing').click();
  await expect(monitor.chartTab('phases')).toHaveAttribute('aria-selected', 'true');
  await monitor.chartTab('times').click();

  await window.page.goBack();
  await expect(monitor.title('Shop API')).toBeVisible();
  await expect(monitor.chartTab('phases')).toHaveAttribute('aria-selected', 'true');
});

test('the phase in which a check failed is named', async ({ window, host }) => {
  const refusing = 'http://127.0.0.1:1/';
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: refusing, failAfter: 1 }));
  await window.monitor('Shop API', 'down').click();
  const monitor = new MonitorView(window.page);
  await monitor.openNewestCheck();
  const phases = monitor.checks.getByRole('table', { name: text.evidence.phases });
  await expect(phases.getByRole('rowheader').last()).toHaveText(`${text.phases.connect}: ${text.evidence.failedHere}`);
});

test('dragging selects a part of the chart, and a double-click resets it', async ({ window, host, service }) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  await window.monitor('Shop API', 'up').click();
  const monitor = new MonitorView(window.page);
  await expect(monitor.chart).toBeVisible();
  await monitor.chart.scrollIntoViewIfNeeded();
  const box = await monitor.chart.boundingBox();
  if (box === null) throw new Error('the chart has no place');
  const [middle, height] = [box.x + box.width / 2, box.y + box.height / 2];
  const { mouse, keyboard } = window.page;
  const drag = async (by: number): Promise<void> => {
    await mouse.move(middle, height);
    await mouse.down();
    await mouse.move(middle + by, height, { steps: 5 });
    await mouse.up();
  };
  await drag(150);
  await expect(monitor.history('reset')).toBeVisible();
  await mouse.dblclick(middle, height);
  await expect(monitor.history('reset')).toHaveCount(0);

  await keyboard.down('Shift');
  await drag(200);
  await keyboard.up('Shift');
  await expect(monitor.history('reset')).toBeVisible();
});

test('edits and mutes are marked and listed, the period before is compared, and the check becomes a command', async ({
  window,
  host,
  service,
}) => {
  const { id } = await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  await valueOf(host.api.monitors.update({ id, kind: 'http', interval: '30s' }));
  await valueOf(host.api.mutes.set({ scope: { kind: 'monitor', monitorId: id }, until: Date.now() + 3_600_000 }));
  await window.monitor('Shop API', 'up').click();
  const { main } = new MonitorView(window.page);
  await main.getByText(/^\d+ changes in this period$/).click();
  await expect(main.getByText('Edited: Interval', { exact: true })).toBeVisible();
  await expect(main.getByRole('listitem').filter({ hasText: /Muted until / })).toBeVisible();

  await main.getByRole('button', { name: text.compare.toggle }).press('Enter');
  const comparison = main.getByRole('table', { name: text.compare.toggle });
  await expect(comparison.getByRole('row').filter({ hasText: text.compare.names.median })).toContainText('–');
  await expect(comparison.getByRole('row').filter({ hasText: text.compare.names.incidents })).toContainText('0');
  await expect(main.getByText(text.compare.noneBefore)).toBeVisible();

  await main.getByRole('button', { name: text.monitor.more }).click();
  await window.page.getByRole('menuitem', { name: text.monitor.copyCommand }).click();
  await expect(window.page.getByText(text.common.copied, { exact: true })).toBeVisible();
});
