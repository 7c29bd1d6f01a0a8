/** The messages at the edge of the window: how long they stay, what they leave free, and how keys reach them. */
import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { toastMs } from '../../../renderer/state/toasts.svelte.ts';
import { valueOf } from '../../support/headless-host.ts';
import { seriousFaults } from '../axe.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import type { VigilmonWindow } from '../pages/vigilmon-window.ts';
import type { Api } from '../../../electron/contract/calls.ts';
import { test } from './window.ts';

async function addTwo(api: Api): Promise<void> {
  for (const name of ['Shop', 'Wiki']) {
    await valueOf(api.monitors.create({ kind: 'heartbeat', name, schedule: { every: '1h' } }));
  }
}

async function remove(window: VigilmonWindow, name: string): Promise<void> {
  await window.openMenuOf(name);
  await window.menuItem(text.actions.delete).click();
}

const names = async (api: Api): Promise<readonly string[]> =>
  (await valueOf(api.monitors.list(undefined))).map(({ name }) => name).sort();

test('a message stays while the pointer or the keyboard is on it, and what it offers to undo is not done before', async ({
  window,
  host,
}) => {
  const { page, messages } = window;
  await page.clock.install();
  await addTwo(host.api);
  await remove(window, 'Shop');
  const undo = messages.getByRole('button', { name: text.actions.undo });
  await undo.hover();
  await page.clock.fastForward(2 * toastMs);
  await expect(undo).toBeVisible();
  expect(await names(host.api)).toContain('Shop');
  await page.mouse.move(0, 0);
  await page.clock.fastForward(toastMs - 1_000);
  await expect(undo).toBeVisible();
  await messages.getByRole('button', { name: text.common.close }).focus();
  await page.keyboard.press('Shift+Tab');
  await expect(undo).toBeFocused();
  await page.clock.fastForward(2 * toastMs);
  await expect(undo).toBeVisible();
  await undo.press('Enter');
  await expect(window.monitor('Shop')).toBeVisible();
  await expect(messages.getByRole('button')).toHaveCount(0);

  // The one that held them is gone: the next goes after its time.
  await remove(window, 'Wiki');
  await expect(undo).toBeVisible();
  await page.clock.fastForward(toastMs + 1_000);
  await expect(undo).toHaveCount(0);
  await expect.poll(() => names(host.api)).toEqual(['Shop']);
});

test('a click on one message does not keep the others', async ({ window, host }) => {
  const { page, messages } = window;
  await page.clock.install();
  await addTwo(host.api);
  await remove(window, 'Shop');
  await remove(window, 'Wiki');
  const undo = messages.getByRole('button', { name: text.actions.undo });
  await undo.first().click();
  await expect(window.monitor('Shop')).toBeVisible();
  await page.mouse.move(0, 0);
  await page.clock.fastForward(toastMs + 1_000);
  await expect(undo).toHaveCount(0);
  await expect.poll(() => names(host.api)).toEqual(['Shop']);
});

test('what is deleted in the list above a narrow page can be undone when that is closed', async ({ window, host }) => {
  const { page, messages } = window;
  await page.clock.install();
  await addTwo(host.api);
  await page.setViewportSize({ width: 480, height: 800 });
  await window.openDrawer();
  await remove(window, 'Shop');
  await expect(window.monitor('Shop')).toHaveCount(0);
  await page.clock.fastForward(2 * toastMs);
  await page.keyboard.press('Escape');
  await expect(window.drawer).toHaveCount(0);
  await messages.getByRole('button', { name: text.actions.undo }).click();
  await window.openDrawer();
  await expect(window.monitor('Shop')).toBeVisible();
  expect(await names(host.api)).toEqual(['Shop', 'Wiki']);
});

test('keys undo the latest, and Escape closes the message that has the focus', async ({ window, host }) => {
  const { page, messages } = window;
  await addTwo(host.api);
  // Without any monitor the first run's field would have the focus.
  await valueOf(host.api.monitors.create({ kind: 'heartbeat', name: 'Mail', schedule: { every: '1h' } }));
  await remove(window, 'Shop');
  await remove(window, 'Wiki');
  await expect(messages.getByRole('button', { name: text.actions.undo })).toHaveCount(2);
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(window.monitor('Wiki')).toBeVisible();
  await expect(window.monitor('Shop')).toHaveCount(0);
  await messages.getByRole('button', { name: text.common.close }).focus();
  await page.keyboard.press('Escape');
  await expect(messages.getByRole('button')).toHaveCount(0);
  await expect.poll(() => names(host.api)).toEqual(['Mail', 'Wiki']);
});

test('keys undo also while a checkbox has the focus', async ({ window, host }) => {
  const { page } = window;
  await addTwo(host.api);
  await remove(window, 'Shop');
  await window.goTo('settings');
  await page.getByRole('checkbox', { name: text.settings.stretchOnBattery }).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(window.monitor('Shop')).toBeVisible();
});

for (const width of [480, 1024, 1600]) {
  test(`messages leave the buttons of a form free, ${String(width)} px wide`, async ({ window, host }) => {
    const { page, messages } = window;
    await addTwo(host.api);
    await page.setViewportSize({ width: 1024, height: 700 });
    await remove(window, 'Shop');
    const editor = new MonitorEditor(page);
    await editor.open('http');
    await page.setViewportSize({ width, height: 700 });
    const save = window.button(text.common.save);
    await save.click({ trial: true });
    const toast = (await messages.boundingBox()) ?? { y: 0, height: 0, x: 0, width: 0 };
    const bar = (await save.boundingBox()) ?? { y: 0 };
    expect(toast.y + toast.height).toBeLessThanOrEqual(bar.y);
    expect(toast.x).toBeGreaterThanOrEqual(0);
    expect(toast.x + toast.width).toBeLessThanOrEqual(width);
  });
}
