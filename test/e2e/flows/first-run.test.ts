import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { FirstRun } from '../pages/first-run.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { test } from './flow.ts';

test('a URL without a scheme is completed, and an invalid one is reported at the field', async ({ window, host }) => {
  const first = new FirstRun(window.page);
  await first.start('two words');
  await expect(first.url).toHaveAccessibleDescription('Is not a URL');
  await first.start('localhost:9/health');
  await expect(window.monitor('localhost:9/health')).toBeVisible();
  expect(await valueOf(host.api.monitors.list(undefined))).toMatchObject([{ url: 'http://localhost:9/health' }]);
});

for (const [address, expected] of [
  ['db.example.com:5432', { kind: 'tcp', host: 'db.example.com', port: 5432 }],
  ['postgres://shop@db.example.com/shop', { kind: 'tcp', port: 5432 }],
  ['ping router.example.com', { kind: 'ping', host: 'router.example.com' }],
  ['0 3 * * *', { kind: 'heartbeat', schedule: { cron: ['0 3 * * *'] } }],
] as const) {
  test(`the field takes ${address}`, async ({ window, host }) => {
    const first = new FirstRun(window.page);
    await first.url.fill(address);
    await expect(first.url).toHaveAccessibleDescription(text.firstRun.recognised(expected.kind));
    await first.start(address);
    await expect(new MonitorView(window.page).main.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(first.url).toHaveCount(0);
    expect(await valueOf(host.api.monitors.list(undefined))).toMatchObject([expected]);
  });
}

test('every kind is explained in a sentence, and its form is one click away', async ({ window }) => {
  const { page } = window;
  await page.getByText(text.firstRun.kinds).click();
  await page.getByRole('button', { name: text.kindSentences.domain }).click();
  const kinds = page.getByRole('radiogroup', { name: text.editor.kind });
  await expect(kinds.getByRole('radio', { name: text.monitorKinds.domain })).toBeChecked();
});

test('a new user sets up Slack, email and their rule in a few clicks, and both are notified of an outage', async ({
  window,
  host,
  service,
  slack,
  mail,
}) => {
  const { page } = window;
  const first = new FirstRun(page);
  await expect(first.step(text.setup.rule).getByRole('button')).toBeDisabled();
  await first.addSlack(slack.url);
  await first.sendTest('Slack');
  await expect(window.messages).toContainText('accepted the test message');
  await first.addEmail({ port: mail.port, to: 'oncall@example.com' });
  await first.sendTest('Email');
  await first.addRule();
  await expect(first.step(text.setup.rule)).toContainText(text.setup.done);
  expect(await valueOf(host.api.rules.list(undefined))).toMatchObject([
    { when: { severity: ['critical'] }, channels: ['slack', 'email'], delay: 0 },
    { when: { severity: [] }, channels: ['desktop'] },
  ]);

  await first.start(service.url);
  const monitor = new MonitorView(page);
  const { host: name } = new URL(service.url);
  await expect(window.monitor(`${name}/health`, 'up')).toBeVisible();
  service.breakDatabase();
  await monitor.checkNow();
  await expect(window.monitor(`${name}/health`, 'down')).toBeVisible();
  const [, message] = await slack.waitFor(2);
  expect(message?.body).toContain('503');
  const [, letter] = await mail.waitFor(2);
  expect(letter?.headers.get('subject')).toMatch(/^\[DOWN\]/);
});

test('a channel whose test failed is not ready, and nothing promises notifications before one was delivered', async ({
  window,
}) => {
  const first = new FirstRun(window.page);
  await expect(window.page.getByText(text.firstRun.explanation(false))).toBeVisible();
  await first.addEmail({ port: 9, to: 'oncall@example.com' });
  const step = first.step('Email').first();
  await expect(step).toContainText(text.channels.standings.untested);
  await step.getByRole('button', { name: text.channels.test }).click();
  await expect(step).toContainText(text.channels.standings.failed);
  await expect(step.getByText(text.setup.done)).toHaveCount(0);
});

test('next steps stay on the overview until they are done or dismissed', async ({ window, host, slack }) => {
  const { page } = window;
  await valueOf(host.api.monitors.create({ kind: 'heartbeat', name: 'Nightly backup', schedule: { every: '1d' } }));
  const { steps, ...first } = new FirstRun(page);
  await expect(first.url).toHaveCount(0);
  await expect(steps).toBeVisible();
  await page.getByRole('button', { name: text.setup.dismiss }).click();
  await expect(steps).toHaveCount(0);
  await page.reload();
  await expect(window.monitor('Nightly backup')).toBeVisible();
  await expect(steps).toHaveCount(0);

  await page.evaluate(() => localStorage.clear());
  await page.reload();
  const again = new FirstRun(page);
  await again.addSlack(slack.url);
  await again.sendTest('Slack');
  await again.addRule();
  await expect(again.steps).toHaveCount(0);
  await expect(window.messages).toContainText(text.setup.ruled);
});

test('a new user can start with a job instead', async ({ window }) => {
  await new FirstRun(window.page).addHeartbeat.click();
  const editor = new MonitorEditor(window.page);
  await editor.name.fill('Nightly backup');
  await editor.setDuration('every', '1', 'd');
  await editor.save();
  await expect(window.monitor('Nightly backup', 'new')).toBeVisible();
  expect(await new MonitorView(window.page).pingUrl()).toContain('/ping/');
});
