import { expect } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { test, type Flow } from './flow.ts';

const words = text.maintenance;

async function openDialog(window: Flow['window']): Promise<ReturnType<Flow['window']['page']['getByRole']>> {
  await window.goTo('alerts');
  await window.page.getByRole('button', { name: words.add }).click();
  return window.page.getByRole('dialog', { name: words.title });
}

test('maintenance is started now, and ended early', async ({ window, host, service }) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  const dialog = await openDialog(window);
  await dialog.getByRole('button', { name: words.startNow }).click();
  await expect(dialog).toHaveCount(0);
  const list = window.page.getByRole('list', { name: words.title });
  await expect(list.getByRole('listitem')).toContainText(/Active until/);
  await list.getByRole('button', { name: new RegExp(words.end) }).click();
  await expect(list.getByRole('listitem')).toContainText(words.over);
});

test('maintenance is planned for every week, and a mistake is shown at its field', async ({
  window,
  host,
  service,
}) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, tags: ['prod'] }));
  const dialog = await openDialog(window);
  await dialog.getByText(words.forms.weekly, { exact: true }).click();
  await dialog.getByLabel(words.name).fill('Patch night');
  await dialog.getByLabel(text.quiet.from, { exact: true }).fill('25:00');
  await dialog.getByRole('checkbox', { name: text.weekdays.sun }).check();
  await dialog.getByRole('button', { name: words.plan }).click();
  await expect(dialog.getByLabel(text.quiet.from, { exact: true })).toHaveAttribute('aria-invalid', 'true');

  await dialog.getByLabel(text.quiet.from, { exact: true }).fill('22:30');
  await dialog.getByRole('button', { name: words.plan }).click();
  await expect(dialog).toHaveCount(0);
  await expect(window.page.getByRole('list', { name: words.title }).getByRole('listitem')).toContainText('Patch night');
  expect(await valueOf(host.api.maintenance.list(undefined))).toMatchObject([
    { name: 'Patch night', days: ['sun'], from: '22:30', to: '23:00', covers: { all: true } },
  ]);
});

test('maintenance is planned once, for one monitor', async ({ window, host, service }) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  const dialog = await openDialog(window);
  await dialog.getByText(text.mutes.kinds.monitors, { exact: true }).click();
  await dialog.getByRole('combobox', { name: text.mutes.monitor }).click();
  await dialog.getByRole('option', { name: /Shop API/ }).click();
  await dialog.getByText(words.forms.once, { exact: true }).click();
  await expect(dialog.getByRole('button', { name: words.plan })).toBeDisabled();
  await dialog.getByLabel(text.quiet.from, { exact: true }).fill('2040-05-01T22:00');
  await dialog.getByLabel(text.quiet.to, { exact: true }).fill('2040-05-02T02:00');
  await dialog.getByRole('button', { name: words.plan }).click();
  await expect(dialog).toHaveCount(0);
  const [planned] = await valueOf(host.api.maintenance.list(undefined));
  expect(planned).toMatchObject({ covers: { monitors: ['shop-api'] } });
  expect((planned?.next?.to ?? 0) - (planned?.next?.from ?? 0)).toBe(4 * 3_600_000);
});
