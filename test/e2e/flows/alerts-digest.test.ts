import { expect } from 'playwright/test';
import { readWallTime } from '../../../electron/contract/wall-time.ts';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { test } from './flow.ts';

const words = text.digest;

test('a digest says what is missing, is scheduled after a mistake is shown at its field, sent, and turned off', async ({
  window,
  host,
  slack,
}) => {
  await valueOf(host.api.channels.create({ kind: 'slack', name: 'Operations', webhookUrl: slack.url }));
  const { page } = window;
  const section = page.getByRole('region', { name: words.title });
  const dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: text.common.save, exact: true });
  await window.goTo('alerts');
  await expect(section).toContainText(words.none);
  await section.getByRole('button', { name: words.plan }).click();
  await expect(dialog).toHaveAccessibleName(words.dialog(true));
  await expect(dialog.getByRole('group', { name: text.rules.channels })).toHaveAccessibleDescription(
    text.channels.chooseOne,
  );
  await expect(save).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Operations' }).check();
  await dialog.getByRole('checkbox', { name: text.weekdays.mon }).click();
  await expect(dialog.getByText(words.chooseDay)).toBeVisible();
  await expect(save).toBeDisabled();
  await dialog.getByRole('checkbox', { name: text.weekdays.mon }).click();
  const time = dialog.getByRole('textbox', { name: words.at });
  await time.fill('25:00');
  await save.click();
  await expect(time).toHaveAttribute('aria-invalid', 'true');
  await time.fill('07:30');
  await save.click();
  await expect(dialog).toHaveCount(0);
  await expect(section).toContainText('through Operations');
  expect((await valueOf(host.api.settings.get(undefined))).digest).toMatchObject({ days: ['mon'], at: '07:30' });

  // As it is kept.
  await page.reload();
  await section.getByRole('button', { name: words.change }).click();
  await expect.poll(async () => readWallTime(await time.inputValue())).toBe('07:30');
  await expect(dialog.getByRole('checkbox', { name: 'Operations' })).toBeChecked();
  await expect(dialog.getByRole('radio', { name: words.forms.weekly })).toBeChecked();
  await dialog.getByText(words.forms.daily).click();
  await expect(dialog.getByRole('group', { name: text.quiet.days })).toHaveCount(0);
  await save.click();
  await expect(section).toContainText(/Every day at 0?7:30/);
  expect((await valueOf(host.api.settings.get(undefined))).digest).toMatchObject({ days: [] });

  await section.getByRole('button', { name: words.send }).click();
  await expect.poll(() => slack.received.map(({ body }) => body).join('')).toContain('[DIGEST]');
  await section.getByRole('button', { name: words.stop }).click();
  await expect(section).toContainText(words.none);
});
