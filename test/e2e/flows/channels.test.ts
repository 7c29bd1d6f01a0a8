import { expect } from 'playwright/test';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { AlertsView } from '../pages/alerts-view.ts';
import { test } from './flow.ts';

test('a Slack channel is added, tested and deleted', async ({ window, host, slack, service }) => {
  await valueOf(host.api.monitors.create({ kind: 'http', name: 'Shop info', url: service.url }));
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await alerts.add('slack');
  await alerts.field('name').fill('Operations');
  await alerts.field('webhookUrl').fill(slack.url);
  await alerts.save();
  await expect(alerts.dialog).toHaveCount(0);

  // Until it has delivered, nobody is notified of the monitors that it alone covers.
  const [, added] = await valueOf(host.api.channels.list(undefined));
  await valueOf(host.api.rules.replace({ rules: [{ when: {}, channels: [added?.id ?? ''] }] }));
  await expect(alerts.channel('Operations')).toContainText(text.channels.unproved);
  await expect(alerts.uncovered).toContainText('Shop info');
  // Its page leads to where that is mended.
  await window.monitor('Shop info').click();
  await window.page.getByRole('button', { name: text.list.uncovered }).click();
  await alerts.sendTest('Operations');
  await expect(alerts.uncovered).toHaveCount(0);
  await expect(alerts.channel('Operations')).not.toContainText(text.channels.unproved);
  await expect(alerts.testResult('Operations')).toContainText(/Accepted in .*\s+200 ok/);
  expect(slack.received).toHaveLength(1);
  expect(JSON.stringify(await valueOf(host.api.channels.list(undefined)))).not.toContain(slack.secret);
  expect(await window.page.content()).not.toContain(slack.secret);

  slack.answerWith({ status: 404, body: 'no_service' });
  await alerts.sendTest('Operations');
  await expect(alerts.testResult('Operations')).toContainText(/Rejected after .*\s+404 no_service/);

  await valueOf(host.api.rules.replace({ rules: [] }));
  await alerts.askToDelete('Operations');
  await expect(alerts.dialog.getByRole('button', { name: text.common.cancel })).toBeFocused();
  await alerts.confirmDelete();
  await expect(alerts.channel('Operations')).toHaveCount(0);
});

test("an email channel shows its errors, and the server's response to a test", async ({ window, mail }) => {
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await alerts.add('email');
  await alerts.field('name').fill('On call');
  await alerts.field('host').fill(mail.host);
  await alerts.field('port').fill(String(mail.port));
  await alerts.dialog.getByRole('combobox').selectOption('none');
  // A username that is an address is the sender too.
  await alerts.field('username').fill('ops@example.com');
  await expect(alerts.field('from')).toHaveValue('ops@example.com');
  await alerts.field('username').fill('');
  await expect(alerts.field('from')).toHaveValue('');
  await alerts.field('from').fill('nobody');
  await alerts.field('to').fill('oncall@example.com');
  await alerts.save();
  await expect(alerts.field('from')).toHaveAttribute('aria-invalid', 'true');
  await expect(alerts.field('from')).toBeFocused();

  await alerts.field('from').fill('vigilmon@example.com');
  await alerts.save();
  await expect(alerts.dialog).toHaveCount(0);
  await alerts.sendTest('On call');
  await expect(alerts.testResult('On call')).toContainText(/Accepted in .*\s+250 queued as 1/);
  expect(mail.received[0]?.to).toEqual(['oncall@example.com']);

  mail.trouble({ at: 'RCPT', code: 550, message: 'no such mailbox' });
  await alerts.sendTest('On call');
  await expect(alerts.testResult('On call')).toContainText('no such mailbox');
});

test('a new channel is tested as it is saved, and a rule for it is offered', async ({ window, host, slack }) => {
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await alerts.add('slack');
  await expect(alerts.field('webhookUrl')).toBeFocused();
  await alerts.field('webhookUrl').fill(slack.url);
  slack.answerWith({ status: 404, body: 'no_service' });
  await alerts.saveAndTest();
  await expect(alerts.dialog.getByRole('alert')).toContainText('404 no_service');

  slack.answerWith({ status: 200, body: 'ok' });
  await alerts.saveAndTest();
  await expect(alerts.dialog).toContainText(text.channels.offerNote);
  await expect(alerts.offer('offerAll')).toBeFocused();
  await window.page.keyboard.press('Enter');
  await expect(alerts.dialog).toHaveCount(0);
  const channels = await valueOf(host.api.channels.list(undefined));
  expect(channels.map(({ id }) => id)).toEqual(['desktop', 'slack']);
  expect((await valueOf(host.api.rules.list(undefined))).at(-1)).toMatchObject({ channels: ['slack'] });
});

test('the template of a webhook shows what it would send, and where it is wrong', async ({ window }) => {
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await alerts.add('webhook');
  await expect(alerts.body).toContainText('"event": "down"');
  await alerts.field('template').fill('{\n  "text": "{{monitor.name}}",\n}');
  await expect(alerts.dialog).toContainText('not valid JSON at line 3, column 1');
  await expect(alerts.body).toHaveCount(0);
  await alerts.field('template').fill('{"text": "{{monitor.name}} is {{event}}"}');
  await expect(alerts.body).toContainText('"text": "Shop API is down"');
  await expect(alerts.field('template')).not.toHaveAttribute('aria-invalid', 'true');
});

test('a pasted address opens the form of its kind of channel, also from that of another', async ({ window }) => {
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  const paste = (address: string): Promise<void> =>
    window.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', pasted);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    }, address);
  await paste('https://example.com/health');
  await expect(alerts.dialog).toHaveCount(0);
  await paste('https://hooks.slack.com/services/T0/B0/x');
  await expect(alerts.dialog).toContainText(text.channels.addOf(text.channelKinds.slack.noun));
  await expect(alerts.field('webhookUrl')).toHaveValue('https://hooks.slack.com/services/T0/B0/x');
  await paste('https://discord.com/api/webhooks/1/x');
  await expect(alerts.dialog).toContainText(text.channels.addOf(text.channelKinds.discord.noun));
  await expect(alerts.field('webhookUrl')).toHaveValue('https://discord.com/api/webhooks/1/x');
});
