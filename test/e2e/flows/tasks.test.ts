/** What people come for, from the overview to its end, with as few presses of the mouse as the name says. */
import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { AlertsView } from '../pages/alerts-view.ts';
import { FirstRun } from '../pages/first-run.ts';
import { IncidentsView } from '../pages/incidents-view.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { SelectionView } from '../pages/selection-view.ts';
import type { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test } from './flow.ts';

const counter = 'presses';

/** @returns how many there were since. */
async function countPresses({ page }: VigilmonWindow): Promise<() => Promise<number>> {
  await page.evaluate((name) => {
    Reflect.set(globalThis, name, 0);
    addEventListener(
      'pointerdown',
      () => Reflect.set(globalThis, name, Number(Reflect.get(globalThis, name)) + 1),
      true,
    );
  }, counter);
  return () => page.evaluate((name) => Number(Reflect.get(globalThis, name)), counter);
}

test('a first URL is monitored without a press: it is pasted, and Enter starts it', async ({ window, service }) => {
  const { page } = window;
  const presses = await countPresses(window);
  await expect(new FirstRun(page).url).toBeFocused();
  await page.keyboard.insertText(service.url);
  await page.keyboard.press('Enter');
  const { host, pathname } = new URL(service.url);
  await expect(window.monitor(`${host}${pathname}`, 'up')).toBeVisible();
  await expect(new MonitorView(page).title(`${host}${pathname}`)).toBeVisible();
  expect(await presses()).toBe(0);
});

test('email and Slack are set up for everything in nine presses, and both hear of an outage', async ({
  window,
  host,
  service,
  mail,
  slack,
}) => {
  const { id } = await valueOf(
    host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, failAfter: 1 }),
  );
  await expect(window.monitor('Shop API', 'up')).toBeVisible();
  const presses = await countPresses(window);
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');

  await alerts.add('email');
  await alerts.field('host').fill(mail.host);
  await alerts.field('port').fill(String(mail.port));
  await alerts.dialog.getByRole('combobox').selectOption('none');
  await alerts.field('from').fill('vigilmon@example.com');
  await alerts.field('to').fill('oncall@example.com');
  await alerts.saveAndTest();
  await alerts.offer('offerAll').click();
  await expect(alerts.dialog).toHaveCount(0);

  await alerts.add('slack');
  await alerts.field('webhookUrl').fill(slack.url);
  await alerts.saveAndTest();
  await alerts.offer('offerAll').click();
  await expect(alerts.dialog).toHaveCount(0);
  expect(await presses()).toBe(9);

  service.breakDatabase();
  await valueOf(host.api.monitors.checkNow({ id }));
  const [, message] = await mail.waitFor(2);
  expect(message?.to).toEqual(['oncall@example.com']);
  expect(message?.raw).toContain('[DOWN] Shop API');
  await expect.poll(() => slack.received.length).toBe(2);
  expect(JSON.stringify(slack.received[1])).toContain('Shop API');
  const sent = alerts.delivery('Shop API').filter({ hasText: text.alertStatuses.sent });
  for (const { name } of [text.channelKinds.email, text.channelKinds.slack]) {
    await expect(sent.filter({ hasText: name })).toContainText(text.alertEvents.down);
  }
});

test('the longest outage of last month is found in two presses and a choice', async ({ window, host, service }) => {
  const { api } = host;
  for (const name of ['Shop API', 'Billing']) {
    await valueOf(api.monitors.create({ kind: 'http', name, url: service.url, failAfter: 1, recoverAfter: 1 }));
    await expect(window.monitor(name, 'up')).toBeVisible();
  }
  // One outage lasts longer than the other at both ends.
  service.breakDatabase();
  await valueOf(api.monitors.checkNow({ id: 'shop-api' }));
  await expect(window.monitor('Shop API', 'down')).toBeVisible();
  await valueOf(api.monitors.checkNow({ id: 'billing' }));
  await expect(window.monitor('Billing', 'down')).toBeVisible();
  service.repairDatabase();
  await valueOf(api.monitors.checkNow({ id: 'billing' }));
  await expect(window.monitor('Billing', 'up')).toBeVisible();
  await valueOf(api.monitors.checkNow({ id: 'shop-api' }));
  await expect(window.monitor('Shop API', 'up')).toBeVisible();

  const now = new Date();
  await window.page.clock.setFixedTime(new Date(now.getFullYear(), now.getMonth() + 1, 10));
  const presses = await countPresses(window);
  await window.goTo('incidents');
  const { period, totals } = new IncidentsView(window.page);
  await period.getByRole('combobox', { name: text.period.month }).selectOption({ index: 2 });
  await totals.getByRole('button', { name: /^.+, Shop API: show incident$/ }).click();
  await expect(window.heading('Shop API')).toBeVisible();
  expect(await presses()).toBe(2);
});

test('a broken monitor is muted for the weekend in two presses', async ({ window, host, service }) => {
  service.breakDatabase();
  const { id } = await valueOf(
    host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, failAfter: 1 }),
  );
  await expect(window.monitor('Shop API', 'down')).toBeVisible();
  // The window's next Friday, since on Monday there is no weekend ahead.
  const now = new Date();
  const evening = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 12 - now.getDay(), 17);
  await window.page.clock.setFixedTime(evening);
  const monday = new Date(evening).setDate(evening.getDate() + 3);
  const presses = await countPresses(window);
  await window.openMenuOf('Shop API');
  await window.menuItem(text.mutes.choices.monday).click();
  await expect(window.monitor('Shop API', 'down')).toContainText('Muted until');
  expect(await presses()).toBe(2);
  expect(await valueOf(host.api.mutes.list(undefined))).toMatchObject([
    { scope: { kind: 'monitor', monitorId: id }, until: new Date(monday).setHours(9, 0, 0, 0) },
  ]);
});

test('twelve monitors are put into maintenance together, in four presses', async ({ window, host, service }) => {
  const names = Array.from({ length: 12 }, (_, index) => `Shop ${String(index + 10)}`);
  for (const name of names) await valueOf(host.api.monitors.create({ kind: 'http', name, url: service.url }));
  for (const name of names) await expect(window.monitor(name, 'up')).toBeVisible();
  const [first = ''] = names;
  const presses = await countPresses(window);
  await window.monitor(first).click();
  await expect(window.heading(first)).toBeVisible();
  await window.monitor(names.at(-1) ?? '').click({ modifiers: ['Shift'] });
  await expect(new SelectionView(window.page).title(names.length)).toBeVisible();
  await window.page.getByRole('main').getByRole('button', { name: text.maintenance.menu }).click();
  await window.menuItem(text.maintenance.durations['1h']).click();
  await expect(window.monitor(first, 'maintenance')).toBeVisible();
  expect(await presses()).toBe(4);
  expect(await valueOf(host.api.maintenance.list(undefined))).toMatchObject([{ monitors: 12 }]);

  await window.messages.getByRole('button', { name: text.actions.undo }).click();
  await expect(window.monitor(first, 'maintenance')).toHaveCount(0);
});
