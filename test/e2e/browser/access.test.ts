import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { FirstRun } from '../pages/first-run.ts';
import { IncidentPage } from '../pages/incidents-view.ts';
import { test } from './window.ts';

test('without the token the page asks for it, and accepts the printed address', async ({ host, page }) => {
  await page.goto(host.url);
  const token = page.getByRole('textbox', { name: text.signIn.token });
  await token.fill(host.pageUrl);
  await page.getByRole('button', { name: text.signIn.submit }).click();
  await expect(new FirstRun(page).url).toBeVisible();
});

test('a wrong token, and none, are refused in the field', async ({ host, page }) => {
  await page.goto(host.url);
  const token = page.getByRole('textbox', { name: text.signIn.token });
  await expect(token).toBeFocused();
  await expect(token).not.toHaveAttribute('aria-invalid');
  await page.keyboard.press('Enter');
  await expect(token).toHaveAccessibleDescription(text.signIn.missing);
  await token.fill('not-the-token');
  await page.keyboard.press('Enter');
  await expect(token).toHaveAccessibleDescription(text.signIn.refused);
  await expect(token).toBeFocused();
  await token.fill(host.token);
  await page.keyboard.press('Enter');
  await expect(new FirstRun(page).url).toBeVisible();
});

test('the link in a message opens its incident after signing in, and changes nothing before', async ({
  host,
  page,
  service,
  slack,
}) => {
  await valueOf(host.api.channels.create({ kind: 'slack', id: 'ops', name: 'Operations', webhookUrl: slack.url }));
  await valueOf(host.api.rules.replace({ rules: [{ when: {}, channels: ['ops'] }] }));
  service.breakDatabase();
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, failAfter: 1 }));
  await expect.poll(() => slack.received.length).toBe(1);
  const [, link = ''] = /<(http[^|>]*)\|Open the incident>/.exec(slack.received[0]?.body ?? '') ?? [];
  expect(link).toBe(`${host.url}/#/incidents/1`);

  for (const method of ['HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
  await page.goto(link);
  const token = page.getByRole('textbox', { name: text.signIn.token });
  await token.fill(host.token);
  expect((await valueOf(host.api.incidents.get({ id: 1 }))).acknowledgedAt).toBeNull();
  await page.getByRole('button', { name: text.signIn.submit }).click();
  await expect(new IncidentPage(page).main.getByText(/: status 503, expected 200-299 · 1 more below$/)).toBeVisible();
  expect(page.url()).toBe(link);
  expect((await valueOf(host.api.incidents.get({ id: 1 }))).acknowledgedAt).toBeNull();
});

test('the token is removed from the address', async ({ window, host }) => {
  await expect(new FirstRun(window.page).url).toBeVisible();
  expect(window.page.url()).not.toContain(host.token);
});
