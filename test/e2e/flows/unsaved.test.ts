import { expect } from 'playwright/test';
import { channelKinds } from '../../../electron/contract/channels/registry.ts';
import { locationKinds } from '../../../electron/contract/locations/registry.ts';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { AlertsView } from '../pages/alerts-view.ts';
import { Keyboard } from '../pages/keyboard.ts';
import type { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { test } from './flow.ts';

function questionOf({ page }: VigilmonWindow) {
  const dialog = page.getByRole('dialog', { name: text.unsaved.title });
  const answer = (name: string) => dialog.getByRole('button', { name, exact: true }).click();
  return { dialog, answer };
}

test('a dialog that was filled in is not left by mistake: by Esc, beside it, or by a command', async ({ window }) => {
  const alerts = new AlertsView(window.page);
  const question = questionOf(window);
  await window.goTo('alerts');
  await alerts.add('slack');
  // Nothing is lost yet.
  await window.page.keyboard.press('Escape');
  await expect(window.page.getByRole('dialog')).toHaveCount(0);

  await alerts.add('slack');
  await alerts.field('name').fill('Operations');
  const leavings = [
    () => window.page.keyboard.press('Escape'),
    () => window.page.mouse.click(3, 3),
    () => window.page.getByRole('dialog').getByRole('button', { name: text.common.close, exact: true }).click(),
    () => new Keyboard(window.page).run(text.navigation.settings),
    () => window.page.goBack(),
  ];
  for (const leave of leavings) {
    await leave();
    await expect(question.dialog).toContainText(text.unsaved.message);
    await question.answer(text.common.cancel);
    await expect(question.dialog).toHaveCount(0);
    await expect(alerts.field('name')).toHaveValue('Operations');
  }

  await new Keyboard(window.page).run(text.navigation.settings);
  await question.answer(text.unsaved.leave);
  await expect(window.heading(text.navigation.settings)).toBeVisible();
  await expect(window.page.getByRole('dialog')).toHaveCount(0);
});

test('what a dialog holds is saved from the question, or its errors are shown', async ({ window, host, slack }) => {
  const alerts = new AlertsView(window.page);
  const question = questionOf(window);
  await window.goTo('alerts');
  await alerts.add('slack');
  await alerts.field('name').fill('Operations');
  await window.page.keyboard.press('Escape');
  await question.answer(text.common.save);
  await expect(alerts.field('webhookUrl')).toBeFocused();

  await alerts.field('webhookUrl').fill(slack.url);
  await new Keyboard(window.page).run(text.navigation.settings);
  await question.answer(text.common.save);
  await expect(window.heading(text.navigation.settings)).toBeVisible();
  const names = (await valueOf(host.api.channels.list(undefined))).map(({ name }) => name);
  expect(names).toContain('Operations');
});

test('a dialog of no view goes with the view that is left', async ({ window, host, service }) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  const keys = new Keyboard(window.page);
  const question = questionOf(window);
  await window.goTo('alerts');
  await keys.run(text.transfer.import);
  await window.page.getByRole('dialog').getByRole('textbox').first().fill('monitors: []');
  await window.page.goBack();
  await question.answer(text.unsaved.leave);
  await expect(window.page.getByRole('dialog')).toHaveCount(0);
});

test('a dialog asks for whatever has changed in it, also without typing', async ({ window, host, service }) => {
  const { page } = window;
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  await valueOf(
    host.api.channels.create({ kind: 'webhook', name: 'Hook', url: service.url, headers: { 'X-Team': 'shop' } }),
  );
  const alerts = new AlertsView(page);
  const question = questionOf(window);
  const button = (name: string) => alerts.dialog.getByRole('button', { name, exact: true });
  const leaveAfter = async (change: () => Promise<void>) => {
    await change();
    await button(text.common.close).click();
    await expect(question.dialog).toBeVisible();
    await question.answer(text.unsaved.leave);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  await window.goTo('alerts');

  const { remove } = text.editor.entries.header;
  await page.getByRole('button', { name: text.channels.editOf('Hook') }).click();
  await leaveAfter(() => button(remove(1)).click());

  await alerts.editRule(1);
  await leaveAfter(async () => {
    await alerts.dialog.getByRole('combobox', { name: text.mutes.monitors }).click();
    await alerts.dialog.getByRole('option', { name: 'Shop API' }).click();
    await expect(alerts.dialog.getByText(text.rules.reaches(1))).toBeVisible();
  });

  await page.getByRole('button', { name: text.digest.plan }).click();
  await leaveAfter(() => alerts.dialog.getByText(text.weekdays.tue).click());
});

test('a dialog in which nothing differs closes at once', async ({ window }) => {
  const { page } = window;
  const alerts = new AlertsView(page);
  const closes = async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  await window.goTo('alerts');
  for (const kind of channelKinds) {
    await alerts.add(kind);
    await expect(alerts.dialog).toBeVisible();
    await closes();
  }
  for (const name of [text.rules.edit(1), text.rules.add, text.mutes.add, text.maintenance.add, text.digest.plan]) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(alerts.dialog).toBeVisible();
    await closes();
  }

  await alerts.add('slack');
  await alerts.field('name').fill('Operations');
  await alerts.field('name').fill('');
  await closes();

  await window.goTo('settings');
  for (const kind of locationKinds) {
    await page.getByRole('button', { name: text.locations.add }).click();
    await page.getByRole('menuitem', { name: text.locationKinds[kind].name }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await closes();
  }
});
