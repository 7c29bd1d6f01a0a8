import { expect } from 'playwright/test';
import { readWallTime } from '../../../electron/contract/wall-time.ts';
import { valueOf } from '../../support/headless-host.ts';
import { text } from '../../../renderer/text/text.ts';
import { AlertsView } from '../pages/alerts-view.ts';
import { test, type Flow } from './flow.ts';

const critical = { when: { severity: ['critical' as const] }, channels: ['ops', 'desktop'] };
const warning = { when: { severity: ['warning' as const] }, channels: ['ops'] };

async function addChannels(host: Flow['host'], slackUrl: string): Promise<void> {
  await valueOf(host.api.channels.create({ kind: 'slack', id: 'ops', name: 'Slack', webhookUrl: slackUrl }));
  await valueOf(host.api.channels.update({ kind: 'native', id: 'desktop', name: 'Desktop' }));
}

async function addMonitors(host: Flow['host'], url: string): Promise<void> {
  for (const severity of ['critical', 'info'] as const) {
    await valueOf(host.api.monitors.create({ kind: 'http', name: `Shop ${severity}`, url, severity }));
  }
}

test('rules read as sentences, and are moved by keys and by dragging', async ({ window, host, slack }) => {
  await addChannels(host, slack.url);
  await valueOf(
    host.api.rules.replace({ rules: [critical, warning, { when: {}, channels: ['desktop'], delay: '10m' }] }),
  );
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await expect(alerts.rule(1)).toContainText('Critical → Slack and Desktop, immediately');
  await expect(alerts.rule(3)).toContainText('Everything → Desktop, after 10 min');

  await alerts.handle(3).press('Alt+ArrowUp');
  await expect(alerts.rule(2)).toContainText('Everything');
  await expect(alerts.handle(2)).toBeFocused();
  await expect(window.page.getByText(text.rules.moved(2, 3))).toBeAttached();
  await alerts.handle(2).press('Alt+ArrowUp');
  await expect(alerts.rule(1)).toContainText('Everything');
  await expect(alerts.handle(1)).toBeFocused();

  await alerts.drag(1, 3);
  await expect(alerts.rule(3)).toContainText('Everything');
  await expect
    .poll(async () => (await valueOf(host.api.rules.list(undefined))).map(({ delay }) => delay))
    .toEqual([0, 0, 600_000]);
});

test('a rule is added, shows an error at its field, is changed, deleted and restored', async ({ window, host }) => {
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await alerts.addRule();
  await expect(alerts.dialog.getByText(text.channels.chooseOne)).toBeVisible();
  await expect(alerts.dialog.getByRole('button', { name: text.common.save })).toBeDisabled();
  await alerts.tick('Warning');
  await alerts.tick('Desktop notifications');
  await alerts.setDelay('3', 'd');
  await alerts.save();
  await expect(alerts.delay).toHaveAttribute('aria-invalid', 'true');
  await expect(alerts.delay).toHaveAccessibleDescription('Must be at most 1d');
  await alerts.setDelay('15', 'm');
  await alerts.save();
  await expect(alerts.rule(2)).toContainText('Warning → Desktop notifications, after 15 min');

  await alerts.editRule(2);
  await alerts.tick('Down');
  await alerts.save();
  await expect(alerts.rule(2)).toContainText('Warning, when down');
  expect((await valueOf(host.api.rules.list(undefined)))[1]).toMatchObject({
    when: { events: ['down'] },
    delay: 900_000,
  });

  await alerts.deleteRule(2);
  await expect(alerts.rules.getByRole('listitem')).toHaveCount(1);
  await window.messages.getByRole('button', { name: text.actions.undo }).click();
  await expect(alerts.rules.getByRole('listitem')).toHaveCount(2);
});

test('the preview shows who would be notified, and a monitor without notifications is covered by one click', async ({
  window,
  host,
  service,
  slack,
}) => {
  await addChannels(host, slack.url);
  await valueOf(host.api.channels.test({ id: 'ops' }));
  await addMonitors(host, service.url);
  await valueOf(host.api.rules.replace({ rules: [critical, warning] }));
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await alerts.askAbout('Shop critical');
  await expect(alerts.preview.getByRole('listitem')).toHaveText([
    /Slack immediately by rule 1/,
    /Desktop immediately by rule 1/,
  ]);
  await expect(alerts.rule(1)).toContainText(text.rules.applies);
  await expect(alerts.rule(2)).not.toContainText(text.rules.applies);
  const time = alerts.preview.getByLabel(text.rules.atTime, { exact: true });
  await time.fill('2027-03-01T14:30');
  await expect(time).toHaveAccessibleDescription(/\bMar\b.*(14:30|2:30\sPM)$/u);
  await time.fill('');
  await expect(time).toHaveAccessibleDescription('');

  await valueOf(host.api.mutes.set({ scope: { kind: 'all' }, until: Date.now() + 3_600_000 }));
  await expect(alerts.preview).toContainText(/It is muted until .*, so they are notified after that/);

  await alerts.askAbout('Shop info');
  await expect(alerts.preview).toContainText(text.rules.noRoute);
  await expect(alerts.uncovered).toContainText('No working channel would be notified if Shop info went down');
  await alerts.uncovered.getByRole('button', { name: text.rules.cover(['Desktop', 'Slack']) }).click();
  await expect(alerts.uncovered).toHaveCount(0);
  await expect(alerts.rule(3)).toContainText('Only Shop info');
  await expect(alerts.preview.getByRole('listitem')).toHaveCount(2);
});

test('a rule with reminders and quiet hours shows them in its sentence, and reopens as it was', async ({
  window,
  host,
}) => {
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await alerts.editRule(1);
  await alerts.setDuration('repeat', '30', 's');
  await alerts.setQuietHours('22:00', '22:00');
  await alerts.save();
  await expect(alerts.dialog.getByText('Must be between 1m and 7d')).toBeVisible();
  await expect(alerts.quietField('to')).toHaveAccessibleDescription(/would never end/);
  await alerts.setDuration('repeat', '30', 'm');
  await alerts.quietField('to').fill('7:30');
  await alerts.tick('Fri');
  await alerts.tick('Sat');
  await alerts.setTimezone('Europe/Vienna');
  // Longer than the window, the dialog scrolls below its title.
  await window.page.setViewportSize({ width: 800, height: 500 });
  await alerts.quietField('to').focus();
  await expect(alerts.dialog.getByRole('button', { name: text.common.close })).toBeInViewport({ ratio: 1 });
  await alerts.save();
  await expect(alerts.rule(1)).toContainText(
    /immediately, reminder after 30 min, then less often; quiet from (22:00|10:00 PM) to 0?7:30( AM)? on Fri and Sat \(Europe\/Vienna\)/,
  );

  await alerts.editRule(1);
  await expect.poll(async () => readWallTime(await alerts.quietField('to').inputValue())).toBe('07:30');
  await expect(alerts.dialog.getByRole('checkbox', { name: 'Sat', exact: true })).toBeChecked();
  await alerts.save();
  await expect(alerts.dialog).toHaveCount(0);
  expect(await valueOf(host.api.rules.list(undefined))).toMatchObject([
    {
      repeatEvery: 1_800_000,
      quietHours: { days: ['fri', 'sat'], from: '22:00', to: '07:30', timezone: 'Europe/Vienna' },
    },
  ]);
});

test('during quiet hours the preview shows which channels wait until when, and the log what is held', async ({
  window,
  host,
  service,
  slack,
}) => {
  const { api } = host;
  await addChannels(host, slack.url);
  await valueOf(api.rules.replace({ rules: [{ when: {}, channels: ['ops'] }] }));
  for (const severity of ['critical', 'warning'] as const) {
    const name = `Shop ${severity}`;
    await valueOf(api.monitors.create({ kind: 'http', name, url: service.url, severity, failAfter: 1 }));
  }
  const notNamed = `Desktop ${text.rules.blocks['no-rule']}`;
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await alerts.askAbout('Shop warning');
  await expect(alerts.preview.getByRole('listitem')).toHaveText([/immediately by rule 1/, notNamed]);
  await valueOf(api.rules.replace({ rules: [{ when: {}, channels: ['ops'], quietHours: quietNow() }] }));
  await expect(alerts.preview.getByRole('listitem')).toHaveText([/after quiet hours, .* by rule 1/, notNamed]);
  await alerts.askAbout('Shop critical');
  await expect(alerts.preview.getByRole('listitem')).toHaveText([/immediately by rule 1/, notNamed]);

  service.breakDatabase();
  for (const id of ['shop-critical', 'shop-warning']) await valueOf(api.monitors.checkNow({ id }));
  await expect(alerts.delivery('Shop critical')).toContainText(text.alertStatuses.sent);
  await expect(alerts.delivery('Shop warning')).toContainText(/Held until \d/);
});

/** From an hour ago for some hours, whenever the test runs. */
function quietNow(): { from: string; to: string; timezone: string } {
  const time = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
  return { from: time(-1), to: time(5), timezone: 'UTC' };
}

test('before a channel is deleted, the consequences are shown', async ({ window, host, service, slack }) => {
  await addChannels(host, slack.url);
  await valueOf(host.api.channels.test({ id: 'ops' }));
  await addMonitors(host, service.url);
  const everything = { when: { severity: ['info' as const] }, channels: ['ops'] };
  await valueOf(host.api.rules.replace({ rules: [critical, everything] }));
  const alerts = new AlertsView(window.page);
  await window.goTo('alerts');
  await alerts.askToDelete('Slack');
  await expect(alerts.dialog).toContainText('Critical → Desktop, immediately');
  await expect(alerts.dialog).toContainText('Info → Slack, immediately');
  await expect(alerts.dialog.getByRole('listitem').filter({ hasText: 'Shop info' })).toBeVisible();
  await alerts.confirmDelete();
  await expect(alerts.channel('Slack')).toHaveCount(0);
  await expect(alerts.rules.getByRole('listitem')).toHaveCount(1);
  await expect(alerts.uncovered).toContainText('Shop info');
});
