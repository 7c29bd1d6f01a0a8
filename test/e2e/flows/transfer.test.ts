import { expect, type Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { CommandPalette } from '../pages/command-palette.ts';
import { SettingsView } from '../pages/settings-view.ts';
import { TransferDialogs } from '../pages/transfer-dialogs.ts';
import { test } from './flow.ts';

const words = text.transfer;
const { changes, sections } = words;
/** Paused, so that nothing is asked. */
const monitor = (id: string, name: string, more = ''): string =>
  `  - { id: ${id}, name: ${name}, kind: http, url: "http://127.0.0.1:1/", enabled: false${more} }\n`;
const webhookUrl = 'https://hooks.slack.com/services/T0/B0/secret';

async function drop(page: Page, ...contents: readonly string[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((texts) => {
    const transfer = new DataTransfer();
    for (const text of texts) transfer.items.add(new File([text], 'vigilmon.yaml'));
    return transfer;
  }, contents);
  await page.getByRole('dialog').dispatchEvent('drop', { dataTransfer });
}

test('a file is chosen, reviewed and imported, and nothing changes before', async ({ window, host }) => {
  const transfer = new TransferDialogs(window.page);
  await window.button(words.import).click();
  await expect(transfer.file).toBeFocused();
  const yaml = `monitors:\n${monitor('shop', 'Shop API')}${monitor('wiki', 'Wiki')}settings: { rawDays: 30 }\n`;
  const payload = { name: 'vigilmon.yaml', mimeType: 'application/yaml', buffer: Buffer.from(yaml) };
  await transfer.picker.setInputFiles(payload);
  await expect(transfer.file).toHaveValue(yaml);
  await transfer.review();
  await expect(transfer.changes).toHaveCount(3);
  await expect(transfer.change(changes.created, sections.monitors, 'Wiki')).toBeVisible();
  await expect(transfer.change(changes.updated, sections.settings, text.settings.values.rawDays)).toBeVisible();
  expect(await valueOf(host.api.monitors.list(undefined))).toEqual([]);
  await transfer.confirm.click();
  await expect(transfer.dialog).toHaveCount(0);
  await expect(window.page.getByText('Imported: 2 added, 1 changed', { exact: false })).toBeVisible();
  await expect(window.monitor('Shop API')).toBeVisible();
  expect((await valueOf(host.api.settings.get(undefined))).rawDays).toBe(30);
});

test('errors name the line, change nothing and leave the text to be mended', async ({ window, host }) => {
  const transfer = new TransferDialogs(window.page);
  await transfer.openImport();
  const wrong = `monitors:\n${monitor('shop', 'Shop API')}${monitor('wiki', 'Wiki', ', adress: x')}`;
  await transfer.file.fill(wrong);
  await transfer.review();
  await expect(transfer.errors).toHaveText(/^Line 3, Wiki, adress: /);
  await expect(transfer.file).toHaveValue(wrong);
  expect(await valueOf(host.api.monitors.list(undefined))).toEqual([]);

  await transfer.file.fill(wrong.replace(', adress: x', ''));
  await transfer.review();
  await expect(transfer.changes).toHaveCount(2);
  await transfer.back.click();
  await expect(transfer.file).toHaveValue(/Wiki/);
  await window.page.keyboard.press('Escape');
  await window.page.getByRole('button', { name: text.unsaved.leave, exact: true }).click();
  await expect(transfer.dialog).toHaveCount(0);
  expect(await valueOf(host.api.monitors.list(undefined))).toEqual([]);
});

test('what is typed on while it is reviewed has to be reviewed itself', async ({ window }) => {
  const transfer = new TransferDialogs(window.page);
  await transfer.openImport();
  await transfer.file.fill(`monitors:\n${monitor('shop', 'Shop API')}`);
  await transfer.dialog.evaluate((dialog) => {
    dialog.querySelector('form')?.requestSubmit();
    const file = dialog.querySelector('textarea');
    if (file !== null) file.value += 'settings: { rawDays: 30 }\n';
    file?.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await expect(transfer.button(words.review)).not.toHaveAttribute('aria-busy');
  await expect(transfer.file).toHaveValue(/rawDays/);
  await transfer.review();
  await expect(transfer.changes).toHaveCount(2);
});

test('Enter that is held down reviews a file, and does not go on to import it', async ({ window, host }) => {
  const transfer = new TransferDialogs(window.page);
  await transfer.openImport();
  await transfer.file.fill(`monitors:\n${monitor('shop', 'Shop API')}`);
  const { keyboard } = window.page;
  await transfer.button(words.review).focus();
  await keyboard.down('Enter');
  await expect(transfer.confirm).toBeFocused();
  // Down once more without having been released: as a keyboard repeats it.
  await keyboard.down('Enter');
  await keyboard.up('Enter');
  await expect(transfer.confirm).not.toHaveAttribute('aria-busy');
  expect(await valueOf(host.api.monitors.list(undefined))).toEqual([]);
  await keyboard.press('Enter');
  await expect(window.monitor('Shop API')).toBeVisible();
});

test('secrets that a file leaves out are asked for by name', async ({ window, host }) => {
  const transfer = new TransferDialogs(window.page);
  await transfer.openImport();
  const channel = '{ id: ops, name: Ops, kind: slack, webhookUrl: "${OPS_WEBHOOK_URL}" }';
  await drop(window.page, `channels:\n  - ${channel}\n`);
  await expect(transfer.file).toHaveValue(/OPS_WEBHOOK_URL/);
  await transfer.review();
  await expect(transfer.secret('OPS_WEBHOOK_URL')).toHaveAccessibleDescription('Ops, Webhook URL');
  await transfer.secret('OPS_WEBHOOK_URL').fill(webhookUrl);
  await transfer.review();
  await expect(transfer.change(changes.created, sections.channels, 'Ops')).toBeVisible();
  await transfer.confirm.click();
  await expect(transfer.dialog).toHaveCount(0);
  const channels = await valueOf(host.api.channels.list(undefined));
  expect(channels.map(({ id }) => id)).toContain('ops');

  // Stored now, it is not asked for again.
  await transfer.openImport();
  await transfer.file.fill(`channels:\n  - ${channel}\n`);
  await transfer.review();
  await expect(transfer.dialog.getByText(words.nothing)).toBeVisible();
  await expect(transfer.confirm).toBeDisabled();
});

test('files that are no configuration are refused at the field', async ({ window }) => {
  const transfer = new TransferDialogs(window.page);
  await transfer.openImport();
  const choose = (buffer: Buffer): Promise<void> =>
    transfer.picker.setInputFiles({ name: 'some.yaml', mimeType: 'application/yaml', buffer });
  await choose(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]));
  await expect(transfer.file).toHaveAccessibleDescription(words.notText);
  await choose(Buffer.alloc(1024 * 1024 + 1, 'x'));
  await expect(transfer.file).toHaveAccessibleDescription(words.tooLarge);
  await drop(window.page, 'monitors: []', 'channels: []');
  await expect(transfer.file).toHaveAccessibleDescription(words.several);
  await expect(transfer.file).toHaveValue('');
  await transfer.file.fill('hello');
  await transfer.review();
  await expect(transfer.file).toHaveAccessibleDescription(words.fileHint.replaceAll('`', ''));
  await expect(transfer.errors).toHaveText('File: must be an object');
});

test('the default rule is shown as removed where the file has others', async ({ window }) => {
  const transfer = new TransferDialogs(window.page);
  await transfer.openImport();
  await transfer.file.fill('rules:\n  - { when: { tags: [eu] }, channels: [desktop] }\n');
  await transfer.review();
  await expect(transfer.changes.first()).toContainText(changes.removed);
  const added = transfer.change(changes.created, sections.rules);
  await expect(added).toContainText('Tagged eu → Desktop notifications, immediately');
});

test('an exported file is imported again with keys alone', async ({ window, host, savedAfter }) => {
  const { page } = window;
  await valueOf(host.api.config.import({ yaml: `monitors:\n${monitor('shop', 'Shop API')}` }));
  await window.goTo('settings');
  const transfer = new TransferDialogs(page);
  await new SettingsView(page).section(words.title).getByRole('button', { name: words.short.export }).click();
  await expect(transfer.exported).toContainText('id: shop');
  await expect(transfer.button(words.copy)).toBeFocused();
  const saved = await savedAfter(() => transfer.button(words.save).click());
  expect(saved.name).toBe('vigilmon.yaml');
  expect(saved.text).toContain('id: shop');
  await page.keyboard.press('Escape');

  const palette = new CommandPalette(page);
  await palette.open();
  await palette.field.fill('restore yaml');
  await page.keyboard.press('Enter');
  await expect(transfer.file).toBeFocused();
  await page.keyboard.insertText(saved.text.replace('Shop API', 'Shop'));
  await page.keyboard.press('Tab');
  await expect(transfer.button(words.choose)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(transfer.button(words.review)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(transfer.change(changes.updated, 'Shop', text.editor.name)).toBeVisible();
  await expect(transfer.confirm).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(window.monitor('Shop')).toBeVisible();
  expect(await valueOf(host.api.monitors.list(undefined))).toMatchObject([{ id: 'shop', name: 'Shop' }]);
});
