import { expect } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { AlertsView } from '../pages/alerts-view.ts';
import { test } from './flow.ts';

test('deliveries are listed with their times and responses, and can be filtered', async ({
  window,
  host,
  service,
  slack,
}) => {
  const { api } = host;
  await valueOf(api.channels.create({ kind: 'slack', id: 'ops', name: 'Slack', webhookUrl: slack.url }));
  await valueOf(api.rules.replace({ rules: [{ when: {}, channels: ['ops'] }] }));
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await expect(window.page.getByText(text.alerts.noDeliveries)).toBeVisible();

  for (const name of ['Shop API', 'Billing']) {
    await valueOf(api.monitors.create({ kind: 'http', name, url: service.url, failAfter: 1, recoverAfter: 1 }));
  }
  await expect(window.monitor('Billing', 'up')).toBeVisible();
  service.breakDatabase();
  for (const id of ['shop-api', 'billing']) await valueOf(api.monitors.checkNow({ id }));
  service.repairDatabase();
  await expect(alerts.delivery('Shop API')).toContainText(text.alertStatuses.sent);
  await valueOf(api.monitors.checkNow({ id: 'shop-api' }));
  await expect(alerts.delivery('Shop API')).toHaveCount(2);

  const recovery = alerts.delivery('Recovered');
  await recovery.getByRole('button', { name: text.alerts.details }).click();
  await expect(alerts.deliveries.getByText('[RECOVERED] Shop API')).toBeVisible();
  for (const word of [text.alerts.detectedAt, text.alerts.confirmedAt, text.alerts.sentAt, text.alerts.acceptedAt]) {
    await expect(alerts.deliveries.getByRole('term').filter({ hasText: word })).toBeVisible();
  }
  // A moment that is the same as the one before it is not called later.
  await expect(alerts.deliveries.getByText(/^0 ms/u)).toHaveCount(0);
  const attempts = alerts.deliveries.getByRole('list', { name: text.alerts.attemptsTitle });
  await expect(attempts.getByRole('listitem')).toContainText(/Accepted in .*200 ok/);
  await recovery.getByRole('button', { name: text.alerts.details }).click();
  await expect(attempts).toHaveCount(0);

  // An older one has an address, with which the log begins.
  await alerts.delivery('Down').first().getByRole('button', { name: text.alerts.details }).click();
  await alerts.deliveries.getByRole('link', { name: text.alerts.link }).click();
  await expect(alerts.delivery('Recovered')).toHaveCount(0);
  await expect(attempts).toHaveCount(1);
  const { page } = window;
  expect(new URL(page.url()).hash).toMatch(/^#\/alerts\/deliveries\/\d+$/);
  await page.reload();
  await expect(attempts).toBeInViewport();
  await window.button(text.alerts.clearFilters).click();
  await expect(alerts.delivery('Recovered')).toHaveCount(1);

  await alerts.filterBy('event', 'Recovered');
  await expect(alerts.deliveries.getByRole('row')).toHaveCount(2);
  await alerts.filterBy('status', 'Failed');
  await expect(window.page.getByText(text.alerts.noMatch)).toBeVisible();
  await window.button(text.alerts.clearFilters).click();
  await alerts.filterByMonitor('Billing');
  await expect(alerts.deliveries.getByRole('row')).toHaveCount(2);
  await expect(alerts.delivery('Billing')).toContainText('Down');
});
