import { expect } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { formatMonth } from '../../../renderer/format.ts';
import { localInput } from '../../../renderer/state/local-input.ts';
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
  await expect(dialog).toContainText(text.mutes.chooseOne);
  await expect(dialog.getByRole('button', { name: words.startNow })).toBeDisabled();
  await dialog.getByText(text.mutes.kinds.all, { exact: true }).click();
  await dialog.getByRole('button', { name: words.startNow }).click();
  await expect(dialog).toHaveCount(0);
  const list = window.page.getByRole('list', { name: words.title });
  await expect(list.getByRole('listitem')).toContainText(/Active until/);
  await list.getByRole('button', { name: new RegExp(words.end) }).click();
  await expect(list.getByRole('listitem')).toContainText(words.over);
});

test('Enter that is held down leaves a dialog, and does not open it again', async ({ window }) => {
  const dialog = await openDialog(window);
  const { keyboard } = window.page;
  await dialog.getByRole('button', { name: text.common.cancel }).focus();
  await keyboard.down('Enter');
  await expect(dialog).toHaveCount(0);
  const opener = window.page.getByRole('button', { name: words.add });
  await expect(opener).toBeFocused();
  // Down once more without having been released: as a keyboard repeats it.
  await keyboard.down('Enter');
  await keyboard.up('Enter');
  await expect(opener).toBeFocused();
  await keyboard.press('Enter');
  await expect(dialog).toBeVisible();
});

test('what is saved with two clicks is saved once', async ({ window, host }) => {
  const dialog = await openDialog(window);
  await dialog.getByText(text.mutes.kinds.all, { exact: true }).click();
  await dialog.getByRole('button', { name: words.startNow }).evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
  });
  await expect(dialog).toHaveCount(0);
  await expect.poll(async () => (await valueOf(host.api.maintenance.list(undefined))).length).toBe(1);
});

test('maintenance is planned for every week, and a mistake is shown at its field', async ({
  window,
  host,
  service,
}) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, tags: ['prod'] }));
  const dialog = await openDialog(window);
  await dialog.getByText(text.mutes.kinds.all, { exact: true }).click();
  await dialog.getByText(words.forms.weekly, { exact: true }).click();
  await dialog.getByLabel(words.name).fill('Patch night');
  await dialog.getByLabel(text.quiet.from, { exact: true }).fill('25:00');
  await dialog.getByRole('checkbox', { name: text.weekdays.sun }).check();
  await dialog.getByRole('button', { name: words.plan }).click();
  await expect(dialog.getByLabel(text.quiet.from, { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByLabel(text.quiet.from, { exact: true })).toBeFocused();

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
  await dialog.getByRole('combobox', { name: text.mutes.monitors }).click();
  await dialog.getByRole('option', { name: /Shop API/ }).click();
  await expect(dialog.getByRole('button', { name: text.common.removeOf('Shop API') })).toBeVisible();
  await dialog.getByText(words.forms.once, { exact: true }).click();
  await dialog.getByLabel(text.quiet.from, { exact: true }).fill('');
  await dialog.getByLabel(text.quiet.to, { exact: true }).fill('2040-05-02T02:00');
  await expect(dialog.getByLabel(text.quiet.to, { exact: true })).toHaveAccessibleDescription(/^Wed.*\b2\b.*2:00/);
  await dialog.getByRole('button', { name: words.plan }).click();
  await expect(dialog.getByLabel(text.quiet.from, { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel(text.quiet.from, { exact: true }).fill('2040-05-01T22:00');
  await dialog.getByRole('button', { name: words.plan }).click();
  await expect(dialog).toHaveCount(0);
  const [planned] = await valueOf(host.api.maintenance.list(undefined));
  expect(planned).toMatchObject({ covers: { monitors: ['shop-api'] } });
  expect((planned?.next?.to ?? 0) - (planned?.next?.from ?? 0)).toBe(4 * 3_600_000);
});

test('a window by cron lines is previewed, changed, deleted, and brought back', async ({ window, host, service }) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url }));
  const dialog = await openDialog(window);
  await dialog.getByText(text.mutes.kinds.all, { exact: true }).click();
  await dialog.getByText(words.forms.cron, { exact: true }).click();
  await dialog.getByLabel(words.name).fill('Patch night');
  await dialog.getByRole('textbox', { name: text.editor.cron }).fill('0 2 * * 0');
  await expect(dialog.getByRole('list', { name: words.startsNext }).getByRole('listitem')).toHaveCount(5);
  await dialog.getByRole('button', { name: words.plan }).click();
  await expect(dialog).toHaveCount(0);

  const { page } = window;
  const row = page.getByRole('list', { name: words.title }).getByRole('listitem');
  await expect(row).toContainText('0 2 * * 0 for 1 h');
  // What is left of the present month may have no Sunday.
  await page.getByRole('button', { name: words.nextMonth }).click();
  const now = new Date();
  const calendar = page.getByRole('grid', {
    name: formatMonth(new Date(now.getFullYear(), now.getMonth() + 1).getTime()),
  });
  await expect(calendar.getByRole('button', { name: /Patch night/ }).first()).toBeVisible();
  await page.getByRole('button', { name: words.editOf('Patch night') }).click();
  const edit = page.getByRole('dialog', { name: words.editOf('Patch night') });
  await edit.getByText(words.forms.weekly, { exact: true }).click();
  await edit.getByRole('checkbox', { name: text.weekdays.sat }).check();
  await edit.getByRole('button', { name: text.common.save }).click();
  await expect(row).toContainText(/from .* to .* on Sat/);
  expect(await valueOf(host.api.maintenance.list(undefined))).toMatchObject([{ name: 'Patch night', days: ['sat'] }]);

  await page.getByRole('button', { name: words.moreOf('Patch night') }).click();
  await page.getByRole('menuitem', { name: words.delete }).click();
  await expect(row).toHaveCount(0);
  await window.messages.getByRole('button', { name: text.actions.undo }).click();
  await expect(row).toContainText('Patch night');
});

test('monitors are added to a window that is planned, and taken out again', async ({ window, host, service }) => {
  for (const name of ['Shop', 'Billing', 'Search'])
    await valueOf(host.api.monitors.create({ kind: 'http', name, url: service.url }));
  const covers = { monitors: ['search'] };
  await valueOf(host.api.maintenance.save({ name: 'Patch night', days: ['sun'], from: '22:00', to: '23:00', covers }));
  for (const name of ['Shop', 'Billing', 'Search']) await expect(window.monitor(name, 'up')).toBeVisible();
  await window.monitor('Billing').click();
  await expect(window.heading('Billing')).toBeVisible();
  await window.monitor('Shop').click({ modifiers: ['ControlOrMeta'] });
  await window.page.getByRole('main').getByRole('button', { name: words.menu }).click();
  await window.menuItem('Patch night').click();
  await expect(window.messages).toContainText(words.added('Patch night', 3));
  await window.messages.getByRole('button', { name: text.actions.undo }).click();
  await expect
    .poll(async () => (await valueOf(host.api.maintenance.list(undefined))).map(({ monitors }) => monitors))
    .toEqual([1]);

  // What is selected is what a new window is about.
  const dialog = await openDialog(window);
  for (const name of ['Shop', 'Billing'])
    await expect(dialog.getByRole('button', { name: text.common.removeOf(name) })).toBeVisible();
});

const addMonths = (month: Date, count: number): number =>
  new Date(month.getFullYear(), month.getMonth() + count).getTime();

test('maintenance is planned from a day of the calendar, and opened from it', async ({ window, host }) => {
  const { page } = window;
  await valueOf(
    host.api.maintenance.save({
      name: 'Patch night',
      from: '2040-05-01T22:00',
      to: '2040-05-02T02:00',
      covers: { all: true },
    }),
  );
  await window.goTo('alerts');
  const calendar = page.getByRole('group', { name: words.calendar });
  await expect(calendar.getByText(words.noneOn)).toBeVisible();
  await expect(calendar.getByRole('button', { name: words.thisMonth })).toHaveCount(0);
  await calendar.getByRole('button', { name: words.nextMonth }).click();

  const now = new Date();
  const first = new Date(now.getFullYear(), now.getMonth() + 1);
  const days = calendar.getByRole('grid', { name: formatMonth(first.getTime()) });
  // The first of the month is chosen until another day is; a week later is one row down.
  const chosen = days.getByRole('button', { pressed: true });
  await expect(chosen).toHaveText('1');
  await chosen.press('ArrowDown');
  await expect(chosen).toHaveText('8');
  await expect(chosen).toBeFocused();
  await chosen.press('PageDown');
  await expect(calendar.getByRole('grid', { name: formatMonth(addMonths(first, 1)) })).toBeVisible();
  await expect(calendar.getByRole('button', { pressed: true })).toHaveText('8');
  await expect(calendar.getByRole('button', { pressed: true })).toBeFocused();
  await window.page.keyboard.press('PageUp');
  await expect(chosen).toBeFocused();
  await calendar.getByRole('button', { name: /^Add on / }).click();
  const dialog = page.getByRole('dialog', { name: words.title });
  await dialog.getByText(text.mutes.kinds.all, { exact: true }).click();
  await dialog.getByLabel(words.name).fill('Move');
  await expect(dialog.getByLabel(text.quiet.from, { exact: true })).toHaveValue(
    `${localInput(first.getTime()).slice(0, 8)}08T22:00`,
  );
  await dialog.getByRole('button', { name: words.plan }).click();
  await expect(chosen).toHaveAccessibleName(/, Move (22:00 – 23:00|10:00\sPM – 11:00\sPM)$/);

  await calendar.getByRole('listitem').getByRole('button', { name: 'Move' }).click();
  await expect(page.getByRole('dialog', { name: words.editOf('Move') })).toBeVisible();
});

test('a day that was chosen in another month is not shown in the present one', async ({ window, host }) => {
  await valueOf(host.api.maintenance.start({ name: 'Move', covers: { all: true }, duration: 3_600_000 }));
  await window.goTo('alerts');
  const calendar = window.page.getByRole('group', { name: words.calendar });
  const chosen = calendar.getByRole('grid').getByRole('button', { pressed: true });
  await expect(chosen).toHaveAccessibleName(/Move/);
  const present = (await chosen.getAttribute('aria-label')) ?? '';
  await calendar.getByRole('button', { name: words.nextMonth }).click();
  await expect(chosen).toHaveText(/^1(?!\d)/);
  await chosen.press('ArrowDown');
  await chosen.press('ArrowDown');
  await expect(chosen).toHaveText('15');
  await window.goTo('alerts');
  await expect(calendar.getByRole('grid', { name: formatMonth(Date.now()) })).toBeVisible();
  await expect(chosen).toHaveAccessibleName(present);
});
