import { expect } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { AlertsView } from '../pages/alerts-view.ts';
import { SelectionView } from '../pages/selection-view.ts';
import { test, type Flow } from './flow.ts';

async function addMonitors(host: Flow['host'], url: string, ...names: readonly string[]): Promise<void> {
  for (const name of names) await valueOf(host.api.monitors.create({ kind: 'http', name, url, tags: ['prod'] }));
}

test("a monitor is muted from its row's menu, marked as muted, and unmuted in the list of mutes", async ({
  window,
  host,
  service,
}) => {
  await addMonitors(host, service.url, 'Shop API', 'Billing');
  await window.openMenuOf('Shop API');
  await expect(window.monitor('Shop API')).toHaveClass(/has-menu/);
  await window.menuItem(text.mutes.choices['1h'], text.mutes.heading).click();
  await expect(window.monitor('Shop API')).not.toHaveClass(/has-menu/);
  await expect(window.monitor('Shop API')).toContainText(/Muted until (tomorrow at )?\d/);
  await expect(window.monitor('Billing')).not.toContainText('Muted');
  const [mute] = await valueOf(host.api.mutes.list(undefined));
  expect(mute?.scope).toEqual({ kind: 'monitor', monitorId: 'shop-api' });

  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await expect(alerts.mutes.getByRole('listitem')).toHaveCount(1);
  await alerts.unmute('Shop API');
  await expect(alerts.mutes).toHaveCount(0);
  await expect(window.monitor('Shop API')).not.toContainText('Muted');
  expect(await valueOf(host.api.mutes.list(undefined))).toEqual([]);
});

test('a monitor that is down can be muted until it recovers, by the menu key alone', async ({
  window,
  host,
  service,
}) => {
  service.breakDatabase();
  await addMonitors(host, service.url, 'Shop API');
  await valueOf(host.api.monitors.checkNow({ id: 'shop-api' }));
  await expect(window.monitor('Shop API', 'down')).toBeVisible();
  await window.page.keyboard.press('/');
  await window.page.keyboard.press('ArrowDown');
  await window.monitors.press('Shift+F10');
  await window.menuItem(text.mutes.untilRecovery).press('Enter');
  await expect(window.monitor('Shop API', 'down')).toContainText('Muted until it recovers');
  await expect(window.monitors).toBeFocused();

  service.repairDatabase();
  await valueOf(host.api.monitors.checkNow({ id: 'shop-api' }));
  await valueOf(host.api.monitors.checkNow({ id: 'shop-api' }));
  await expect(window.monitor('Shop API', 'up')).not.toContainText('Muted');
});

test('a tag is muted in the dialog, and a new mute can be undone', async ({ window, host, service }) => {
  await addMonitors(host, service.url, 'Shop API', 'Billing');
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await alerts.muteTag('prod', '4h');
  await expect(alerts.mutes.getByRole('listitem')).toContainText('Everything tagged prod 2 monitors');
  await expect(window.monitor('Billing')).toContainText('Muted until');
  await window.messages.getByRole('button', { name: text.actions.undo }).click();
  await expect(window.monitor('Billing')).not.toContainText('Muted');
  await expect(alerts.mutes).toHaveCount(0);
});

test('several monitors are muted, tagged, edited, paused and deleted together', async ({ window, host, service }) => {
  await addMonitors(host, service.url, 'Shop API', 'Billing', 'Search');
  await window.monitor('Billing').click();
  await window.monitor('Shop API').click({ modifiers: ['ControlOrMeta'] });
  const selection = new SelectionView(window.page);
  await expect(selection.title(2)).toBeVisible();
  await selection.mute('1h');
  await expect(window.monitor('Billing')).toContainText('Muted until');
  await expect(window.monitor('Search')).not.toContainText('Muted');

  await selection.addTag('shop');
  await expect(selection.tags.getByRole('listitem').filter({ hasText: 'shop' })).toContainText('all');
  await selection.removeTag('prod');
  await expect(selection.tags.getByRole('listitem').filter({ hasText: 'prod' })).toHaveCount(0);

  await selection.edit();
  await selection.change(text.editor.timeout, '90');
  await selection.save(2);
  await expect(selection.fields.getByRole('alert')).toContainText(`Billing, ${text.editor.timeout}`);
  await selection.change(text.editor.timeout, '4');
  await selection.change(text.editor.failAfter, '3');
  await selection.save(2);
  await expect(selection.fields).toHaveCount(0);
  const failAfters = async () => (await valueOf(host.api.monitors.list(undefined))).map(({ failAfter }) => failAfter);
  expect((await failAfters()).toSorted()).toEqual([2, 3, 3]);
  await window.messages.getByRole('button', { name: text.actions.undo }).last().click();
  await expect.poll(failAfters).toEqual([2, 2, 2]);

  await selection.pause(2);
  await expect(window.monitor('Shop API', 'paused')).toBeVisible();
  await expect(window.monitor('Billing', 'paused')).toBeVisible();
  await selection.delete(2);
  await expect(window.monitors.getByRole('option')).toHaveCount(1);
  await window.messages.getByRole('button', { name: text.actions.undo }).last().click();
  await expect(window.monitors.getByRole('option')).toHaveCount(3);
  expect((await valueOf(host.api.monitors.list(undefined))).map(({ tags }) => tags).toSorted()).toEqual([
    ['prod'],
    ['shop'],
    ['shop'],
  ]);
});
