import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './flow.ts';

test('the code for the job contains its own URL, and the URL works', async ({ window, host }) => {
  await valueOf(host.api.monitors.create({ kind: 'heartbeat', name: 'Mailer', schedule: { every: '5m' } }));
  await window.monitor('Mailer', 'new').click();
  const monitor = new MonitorView(window.page);
  const url = await monitor.pingUrl();
  const { run, docker: _docker, kubernetes: _kubernetes, ...others } = text.snippets;
  for (const name of Object.values(others)) {
    await expect(await monitor.chooseSnippet(name)).toContainText(url);
  }
  const token = url.slice(url.lastIndexOf('/') + 1);
  await expect(await monitor.chooseSnippet(run)).toContainText(`vigilmon run ${token} -- `);

  expect((await fetch(url)).status).toBe(200);
  await expect(window.monitor('Mailer', 'up')).toBeVisible();
  await expect(monitor.main.getByText(/^Next ping due in (5 min|4 min \d+ s)/)).toBeVisible();
  await expect(monitor.pings.getByRole('columnheader')).toHaveText(['Time', 'Kind', 'Duration', 'Body', 'Source']);
});

test('a job by cron lines shows when it is due next', async ({ window }) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('heartbeat');
  await editor.setCron('0 3 * * *');
  await expect(editor.nextTimes.getByRole('listitem')).toHaveText(Array<RegExp>(5).fill(/\b0?3:00\b/u));
  await editor.setCron('not a schedule');
  await expect(editor.nextTimes).toHaveCount(0);
});

test('the form of a new job shows its URL, which works once it is saved', async ({ window }) => {
  const editor = new MonitorEditor(window.page);
  await editor.open('heartbeat');
  const monitor = new MonitorView(window.page);
  const url = await monitor.pingUrl();
  await expect(monitor.main.getByText(text.heartbeat.unsaved)).toBeVisible();
  expect((await fetch(url)).status).toBe(404);
  await expect(await monitor.chooseSnippet(text.snippets.cron)).toContainText(url);
  await editor.name.fill('Mailer');
  await editor.save();
  await expect(window.heading('Mailer')).toBeVisible();
  expect(await monitor.pingUrl()).toBe(url);
  expect((await fetch(url)).status).toBe(200);
  await expect(window.monitor('Mailer', 'up')).toBeVisible();
});

test('the form of a job that is edited shows the URL to ping', async ({ window, host }) => {
  await valueOf(host.api.monitors.create({ kind: 'heartbeat', name: 'Mailer', schedule: { every: '5m' } }));
  await window.monitor('Mailer', 'new').click();
  const monitor = new MonitorView(window.page);
  const url = await monitor.pingUrl();
  await monitor.edit();
  await expect(window.heading(text.editor.editTitle('Mailer'))).toBeVisible();
  expect(await monitor.pingUrl()).toBe(url);
});

test('pings are listed with exit code, run time and body', async ({ window, host, savedAfter }) => {
  await valueOf(host.api.monitors.create({ kind: 'heartbeat', name: 'Backup', schedule: { every: '1d' } }));
  await window.monitor('Backup', 'new').click();
  const monitor = new MonitorView(window.page);
  const url = await monitor.pingUrl();
  const rid = '1a2b3c4d-0000-4000-8000-000000000001';
  await fetch(`${url}/start?rid=${rid}`);
  await fetch(`${url}/3?rid=${rid}`, { method: 'POST', body: 'disk full\nnothing was saved' });

  const table = monitor.pings.getByRole('table', { name: text.pings.title });
  await expect(table.getByRole('columnheader', { name: text.pings.exitCode })).toBeVisible();
  const failed = table.getByRole('row').filter({ hasText: 'disk full' });
  await expect(failed.getByRole('cell').nth(1)).toContainText('Failure');
  await expect(failed.getByRole('cell').nth(2)).toHaveText('3');
  await expect(failed.getByRole('cell').nth(3)).toHaveText(/ m?s$/);
  await failed.locator('summary').click();
  await expect(failed.locator('pre')).toHaveText('disk full\nnothing was saved');
  await expect(window.monitor('Backup', 'down')).toBeVisible();
  await expect(table.locator('tbody').getByRole('row')).toHaveCount(2);
  await monitor.pings.getByText(text.checks.failures, { exact: true }).click();
  await expect(table.locator('tbody').getByRole('row')).toHaveCount(1);

  await expect(monitor.chartTab('runs')).toHaveAttribute('aria-selected', 'true');
  const run = monitor.chartPanel.getByRole('region', { name: text.runs.one });
  await expect(run).toContainText(/Failed, exit code 3/);
  await expect(run.getByLabel(text.runs.output)).toHaveText('disk full\nnothing was saved');

  const saved = await savedAfter(() => run.getByRole('button', { name: text.incidents.saveFile }).click());
  expect(saved.name).toMatch(/^backup-run-.*\.md$/);
  expect(saved.text).toContain('disk full\nnothing was saved');
  expect(saved.text).toMatch(/failure, exit code 3/);
});

test('the runs of a job are read one by one, by keys and by clicks', async ({ window, host }) => {
  const { id } = await valueOf(
    host.api.monitors.create({ kind: 'heartbeat', name: 'Backup', schedule: { every: '1d' } }),
  );
  await window.monitor('Backup', 'new').click();
  const monitor = new MonitorView(window.page);
  const url = await monitor.pingUrl();
  const minuteMs = 60_000;
  for (const [ago, end] of [
    [40, ''],
    [20, '/7'],
    [10, ''],
  ] as const) {
    const at = (minutes: number): string => String(Date.now() - minutes * minuteMs);
    await fetch(`${url}/start?at=${at(ago)}`);
    await fetch(`${url}${end}?at=${at(ago - 2)}`, { method: 'POST', body: `after ${String(ago)} min` });
  }
  expect((await valueOf(host.api.pings.list({ monitorId: id }))).items).toHaveLength(6);
  await expect(monitor.main.getByRole('img', { name: /^Runs\. 3 runs, 1 failed/ })).toBeVisible();

  const run = monitor.chartPanel.getByRole('region', { name: text.runs.one });
  await expect(run).toContainText('after 10 min');
  await monitor.crosshair.press('Home');
  await expect(run).toContainText('after 40 min');
  // Outside the range nothing is read in its place.
  await monitor.history('zoomIn').press('Enter');
  await expect(monitor.crosshair).toHaveAttribute('aria-valuetext', text.history.noPoint);
  await monitor.history('reset').press('Enter');
  await expect(run).toContainText('after 40 min');
  await monitor.crosshair.press('ArrowRight');
  await expect(run).toContainText('after 20 min');
  await expect(monitor.crosshair).toHaveAttribute('aria-valuetext', /^Failed, started .*, took 2 min, exit code 7$/);

  // What was chosen stays while another chart is shown.
  await monitor.chartTab('runs').press('ArrowRight');
  const runTime = monitor.main.getByRole('tab', { name: text.history.runTime, selected: true });
  await expect(runTime).toBeFocused();
  await expect(monitor.crosshair).toHaveAttribute('aria-valuetext', /: failed$/);
  await runTime.press('ArrowLeft');
  await expect(run).toContainText('after 20 min');
});
