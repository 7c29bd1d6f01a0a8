import { expect } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { FirstRun } from '../pages/first-run.ts';
import { IncidentsView } from '../pages/incidents-view.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './flow.ts';

test('a pasted URL is monitored at once, goes down when it breaks and up when it is repaired', async ({
  window,
  service,
}) => {
  const { page } = window;
  await new FirstRun(page).start(service.url);
  const monitor = new MonitorView(page);
  const { host, pathname } = new URL(service.url);
  const name = `${host}${pathname}`;
  await expect(window.monitor(name, 'up')).toBeVisible();
  await expect(monitor.checks.getByRole('row')).toHaveCount(2);

  service.breakDatabase();
  await monitor.checkNow();
  await expect(window.monitor(name, 'down')).toBeVisible();
  await expect(monitor.main.getByText('status 503, expected 200-299', { exact: false }).first()).toBeVisible();
  await expect(monitor.incidents.getByRole('listitem')).toHaveCount(1);
  await expect(page).toHaveTitle('(1) Vigilmon');

  service.repairDatabase();
  await monitor.checkNow();
  await expect(window.monitor(name, 'up')).toBeVisible();
  await expect(page).toHaveTitle('Vigilmon');
});

test("the form shows each field's error, keeps what was typed, and saves once it is valid", async ({
  window,
  host,
  service,
}) => {
  const { page } = window;
  const editor = new MonitorEditor(page);
  await editor.open('http');
  await editor.url.fill('ftp://files.example.com/');
  await editor.name.fill('Shop API');
  await editor.setDuration('interval', '5', 's');
  await editor.openThresholds();
  await editor.setDuration('timeout', '9', 's');
  await editor.save();

  await expect(editor.url).toHaveAccessibleDescription(/http/);
  await expect(editor.url).toHaveAttribute('aria-invalid', 'true');
  await expect(editor.duration('timeout')).toHaveAccessibleDescription(/shorter|interval/);
  await expect(editor.name).toHaveValue('Shop API');
  expect(await valueOf(host.api.monitors.list(undefined))).toEqual([]);

  await editor.url.fill(service.url);
  await editor.setDuration('timeout', '2', 's');
  await editor.save();
  await expect(window.monitor('Shop API', 'up')).toBeVisible();
  expect(await valueOf(host.api.monitors.list(undefined))).toMatchObject([
    { name: 'Shop API', interval: 5_000, timeout: 2_000 },
  ]);
});

test('an edited monitor is checked with its new settings', async ({ window, host, service }) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  const { page } = window;
  await window.monitor('Shop API', 'up').click();
  const monitor = new MonitorView(page);
  await monitor.edit();
  const editor = new MonitorEditor(page);
  await expect(editor.url).toHaveValue(service.url);
  await expect(editor.url).toBeFocused();
  await page.keyboard.press('Escape');
  await monitor.edit();
  await editor.name.fill('Shop of tomorrow');
  await expect(editor.replay).toBeHidden();
  await editor.url.fill('http://127.0.0.1:1/');
  await expect(editor.replay).toContainText('would not have alerted');
  await expect(editor.replay).toContainText(text.replay.limits.request);
  await editor.save();

  await expect(monitor.title('Shop of tomorrow')).toBeVisible();
  await monitor.checkNow();
  await expect(window.monitor('Shop of tomorrow', 'down')).toBeVisible();
  await expect(window.monitor('Shop API')).toHaveCount(0);
});

test('a paused monitor is not checked until it is resumed', async ({ window, host, service }) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  const monitor = new MonitorView(window.page);
  await window.monitor('Shop API', 'up').click();
  await monitor.pause();
  await expect(window.monitor('Shop API', 'paused')).toBeVisible();
  service.breakDatabase();
  await monitor.resume();
  await expect(window.monitor('Shop API', 'failing')).toBeVisible();
});

test('an outage is in the list of incidents, which links to its details', async ({ window, host, service }) => {
  service.breakDatabase();
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, failAfter: 1 }));
  await expect(window.monitor('Shop API', 'down')).toBeVisible();
  await window.goTo('incidents');
  const main = window.page.getByRole('main');
  await new IncidentsView(window.page).open.getByRole('button', { name: /Shop API/ }).click();
  await expect(main.getByText('status 503, expected 200-299', { exact: false }).first()).toBeVisible();
});

test('while all is well, the overview leads to the last incident', async ({ window, host, service }) => {
  service.breakDatabase();
  const { id } = await valueOf(
    host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, failAfter: 1 }),
  );
  await expect(window.monitor('Shop API', 'down')).toBeVisible();
  service.repairDatabase();
  await valueOf(host.api.monitors.checkNow({ id }));
  await window.goTo('overview');
  const main = window.page.getByRole('main');
  await expect(main.getByText(text.overview.lastIncident)).toBeVisible();
  await main.getByRole('link').first().click();
  await expect(main.getByText('status 503, expected 200-299', { exact: false }).first()).toBeVisible();
});

test('a heartbeat waits for its first ping, and is then up', async ({ window }) => {
  const { page } = window;
  const editor = new MonitorEditor(page);
  await editor.open('heartbeat');
  await editor.name.fill('Nightly backup');
  await editor.setDuration('every', '1', 'd');
  await editor.save();

  const monitor = new MonitorView(page);
  await expect(window.monitor('Nightly backup', 'new')).toBeVisible();
  await expect(monitor.main.getByText(text.heartbeat.waiting)).toBeVisible();
  const answer = await fetch(await monitor.pingUrl(), { method: 'POST', body: '3 files saved' });
  expect(answer.status).toBe(200);

  await expect(window.monitor('Nightly backup', 'up')).toBeVisible();
  await expect(monitor.pings.getByText('3 files saved').first()).toBeVisible();

  await fetch(`${await monitor.pingUrl()}/fail`);
  await expect(window.monitor('Nightly backup', 'down')).toBeVisible();
});

test('a deleted monitor can be restored for a moment, and is gone afterwards', async ({ window, host, service }) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  const monitor = new MonitorView(window.page);
  await window.monitor('Shop API').click();
  await monitor.delete();
  await expect(window.monitor('Shop API')).toHaveCount(0);
  await window.messages.getByRole('button', { name: text.actions.undo }).click();
  await expect(window.monitor('Shop API')).toBeVisible();

  await window.monitor('Shop API').click();
  await monitor.delete();
  await expect(window.monitor('Shop API')).toHaveCount(0);
  await expect.poll(() => valueOf(host.api.monitors.list(undefined))).toEqual([]);
});
