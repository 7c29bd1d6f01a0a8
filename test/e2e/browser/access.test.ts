import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { FirstRun } from '../pages/first-run.ts';
import { test } from './window.ts';

test('without the token the page asks for it, and accepts the printed address', async ({ host, page }) => {
  await page.goto(host.url);
  const token = page.getByRole('textbox', { name: text.signIn.token });
  await token.fill(host.pageUrl);
  await page.getByRole('button', { name: text.signIn.submit }).click();
  await expect(new FirstRun(page).url).toBeVisible();
});

test('the token is removed from the address', async ({ window, host }) => {
  await expect(new FirstRun(window.page).url).toBeVisible();
  expect(window.page.url()).not.toContain(host.token);
});
