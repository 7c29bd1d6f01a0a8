/** The demo as a new user sees it: real monitoring, real failures, real notifications. */
import { existsSync } from 'node:fs';
import { expect } from 'playwright/test';
import { openDemo } from '../../../build/demo/demo.ts';
import { systemClock } from '../../../electron/host/system-clock.ts';
import { text } from '../../../renderer/text/text.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { seriousFaults } from '../axe.ts';
import { DemoInbox } from '../pages/demo-inbox.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { shortDemo, test } from './demo.ts';

test.describe.configure({ mode: 'default', timeout: 180_000 });
/** A job that goes silent is missed after its interval and grace period: thirty seconds at most. */
const soon = { timeout: 60_000 };

test('the shop breaks and recovers, a job goes silent, and every notification arrives', async ({ browser }) => {
  const demo = await openDemo({ ...shortDemo, days: 1, clock: systemClock, logger: recordedLog() });
  const context = await browser.newContext();
  const inbox = new DemoInbox(await context.newPage());
  const window = new VigilmonWindow(await context.newPage());
  await inbox.page.goto(demo.inboxUrl);
  await window.page.goto(demo.windowUrl ?? '');
  await expect(window.monitor('Shop API', 'up')).toBeVisible();
  await expect(window.monitor('Invoice mailer', 'up')).toBeVisible();

  await inbox.press('Break it');
  await expect(window.monitor('Shop API', 'down')).toBeVisible(soon);
  await expect(inbox.mails.first()).toHaveAccessibleName('[DOWN] Shop API: status 503, expected 200');
  await expect(inbox.mails.first().frameLocator('iframe').getByRole('heading')).toHaveText('Shop API is down');
  await expect(inbox.slack.first()).toContainText('db.example.com:5432 refused the connection');
  expect(await seriousFaults(inbox.page, { except: 'iframe' })).toEqual([]);

  await inbox.press('Mend it');
  await expect(window.monitor('Shop API', 'up')).toBeVisible(soon);
  await expect(inbox.mails.first()).toHaveAccessibleName(/^\[RECOVERED\] Shop API/);
  await expect(inbox.slack.first()).toContainText('Shop API is up again');

  await inbox.press('Stop it');
  await expect(window.monitor('Invoice mailer', 'down')).toBeVisible(soon);
  await expect(inbox.mails.first()).toHaveAccessibleName(/^\[DOWN\] Invoice mailer: no ping/);
  await inbox.press('Start it');
  await expect(window.monitor('Invoice mailer', 'up')).toBeVisible(soon);

  await context.close();
  await demo.close();
  expect(existsSync(demo.dataDirectory)).toBe(false);
});

test('the demo shows every kind of data that the window can show', async ({ page, demo }) => {
  await page.goto(demo.windowUrl ?? '');
  const window = new VigilmonWindow(page);
  await expect(window.monitor('Staging API', 'down')).toBeVisible();
  await expect(window.monitor('Search', 'degraded')).toBeVisible();
  await expect(window.monitor('Billing', 'up')).toBeVisible();
  // The list draws what fits; those that are paused come last.
  await window.monitors.press('End');
  await expect(window.monitor('Old shop', 'paused')).toBeVisible();
  await window.goTo('incidents');
  const incidents = page.getByRole('main').getByRole('listitem');
  await expect(incidents.filter({ hasText: 'Checkout' })).not.toHaveCount(0);
  await window.goTo('alerts');
  await expect(page.getByRole('list', { name: text.channels.title }).getByRole('listitem')).toHaveCount(3);
});
