/** Where the keyboard is after an action whose control vanishes: never at the top of the page again. */
import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { AlertsView } from '../pages/alerts-view.ts';
import { CommandPalette } from '../pages/command-palette.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './flow.ts';

test('what replaces a control gets its focus: acknowledge, add a note', async ({ window, host, service }) => {
  service.breakDatabase();
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, failAfter: 1 }));
  await window.monitor('Shop API', 'down').click();
  const { main } = new MonitorView(window.page);
  const named = (name: string) => main.getByRole('button', { name, exact: true });
  await named(text.incidents.acknowledge).press('Enter');
  await expect(named(text.incidents.addNote)).toBeFocused();

  await named(text.incidents.addNote).press('Enter');
  const note = main.getByRole('textbox', { name: text.incidents.note });
  await expect(note).toBeFocused();
  await note.press('Escape');
  await expect(named(text.incidents.addNote)).toBeFocused();
});

test('the focus goes to the next row when one is deleted, and back from a message that is gone', async ({
  window,
  host,
  service,
}) => {
  const untils = [4, 3, 2].map((hours) => Date.now() + hours * 3_600_000);
  for (const [index, until] of untils.entries()) {
    await valueOf(host.api.mutes.set({ scope: { kind: 'tag', tag: `tag-${String(index)}` }, until }));
  }
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  await window.goTo('alerts');
  const { mutes } = new AlertsView(window.page);
  const unmutes = mutes.getByRole('button', { name: new RegExp(`^${text.mutes.unmuteOf('')}`) });
  await expect(unmutes).toHaveCount(3);
  await unmutes.nth(1).press('Enter');
  await expect(unmutes).toHaveCount(2);
  await expect(unmutes.nth(1)).toBeFocused();
  await unmutes.nth(1).press('Enter');
  await expect(unmutes).toHaveCount(1);
  await expect(unmutes.nth(0)).toBeFocused();

  await window.monitor('Shop API', 'up').click();
  const { main } = new MonitorView(window.page);
  const menu = main.getByRole('button', { name: text.mutes.mute, exact: true });
  await window.choose(menu, text.mutes.choices['1h']);
  const muted = main.getByRole('button', { name: text.mutes.muted, exact: true });
  await expect(muted).toBeFocused();
  await window.messages.getByRole('button', { name: text.actions.undo }).press('Enter');
  await expect(menu).toBeFocused();

  await window.choose(menu, text.mutes.choices['1h']);
  await expect(muted).toBeFocused();
  await window.messages.getByRole('button', { name: text.actions.undo }).click();
  await expect(menu).toBeFocused();
});

test('a control that was busy keeps the focus, and one that ends gives it to its neighbour', async ({
  window,
  host,
  service,
}) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  await window.monitor('Shop API', 'up').click();
  const monitor = new MonitorView(window.page);
  const checkNow = monitor.main.getByRole('button', { name: text.monitor.checkNow });
  await checkNow.press('Enter');
  await expect(monitor.checks.getByRole('row')).toHaveCount(3);
  await expect(checkNow).toBeEnabled();
  await expect(checkNow).toBeFocused();

  await monitor.history('earlier').press('Enter');
  await monitor.history('reset').press('Enter');
  await expect(monitor.history('reset')).toHaveCount(0);
  await expect(monitor.history('earlier')).toBeFocused();
});

test('another view begins at its top, and a click beside all controls stays there', async ({
  window,
  host,
  service,
}) => {
  service.breakDatabase();
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, failAfter: 1 }));
  await window.monitor('Shop API', 'down').click();
  const monitor = new MonitorView(window.page);
  await monitor.incidents.getByRole('button').first().press('Enter');
  await expect(window.button(text.incidents.saveFile)).toBeVisible();
  await expect(window.page.locator('#main')).toBeFocused();

  await window.button(text.incidents.toMonitor).focus();
  await monitor.title('Shop API').click();
  await expect(window.button(text.incidents.toMonitor)).not.toBeFocused();
  await valueOf(host.api.monitors.checkNow({ id: 'shop-api' }));
  await expect(window.button(text.incidents.toMonitor)).not.toBeFocused();
});

test('a time of its own and maintenance are asked for from the menus of one monitor and the palette', async ({
  window,
  host,
  service,
}) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  const dialog = window.page.getByRole('dialog');
  await window.openMenuOf('Shop API');
  await window.menuItem(text.mutes.ownTime).press('Enter');
  await expect(dialog.getByLabel(text.mutes.untilTime)).toBeFocused();
  await dialog.press('Escape');
  await expect(dialog).toHaveCount(0);

  await window.monitor('Shop API').click();
  const more = new MonitorView(window.page).main.getByRole('button', { name: text.monitor.more });
  await window.choose(more, text.maintenance.add);
  await expect(dialog.getByText('Shop API')).toBeVisible();
  await dialog.press('Escape');
  await expect(more).toBeFocused();

  const palette = new CommandPalette(window.page);
  await palette.run(text.palette.muteUntil('Shop API'));
  await dialog.getByRole('button', { name: text.mutes.mute, exact: true }).click();
  await expect.poll(async () => (await valueOf(host.api.mutes.list(undefined))).length).toBe(1);
  await palette.run(text.palette.maintenance('Shop API'));
  await dialog.getByRole('button', { name: text.maintenance.startNow }).click();
  await expect(window.monitor('Shop API', 'maintenance')).toBeVisible();
});
