import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
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
});

test('pings are listed with exit code, run time and body', async ({ window, host }) => {
  await valueOf(host.api.monitors.create({ kind: 'heartbeat', name: 'Backup', schedule: { every: '1d' } }));
  await window.monitor('Backup', 'new').click();
  const monitor = new MonitorView(window.page);
  const url = await monitor.pingUrl();
  const run = '1a2b3c4d-0000-4000-8000-000000000001';
  await fetch(`${url}/start?rid=${run}`);
  await fetch(`${url}/3?rid=${run}`, { method: 'POST', body: 'disk full\nnothing was saved' });

  const table = monitor.pings.getByRole('table', { name: text.pings.title });
  const failed = table.getByRole('row').filter({ hasText: 'disk full' });
  await expect(failed.getByRole('cell').nth(1)).toContainText('Failure');
  await expect(failed.getByRole('cell').nth(2)).toHaveText('3');
  await expect(failed.getByRole('cell').nth(3)).toHaveText(/ m?s$/);
  await failed.locator('summary').click();
  await expect(failed.locator('pre')).toHaveText('disk full\nnothing was saved');
  await expect(window.monitor('Backup', 'down')).toBeVisible();

  const runs = window.page.getByRole('listbox', { name: text.runs.title });
  await expect(
    runs.getByRole('option', { name: /^Failed, started .*, took .*, exit code 3$/, selected: true }),
  ).toBeVisible();
  await expect(window.page.getByLabel(text.runs.output)).toHaveText('disk full\nnothing was saved');
});
