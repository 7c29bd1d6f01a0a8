import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { IncidentPage, IncidentsView } from '../pages/incidents-view.ts';
import { SettingsView } from '../pages/settings-view.ts';
import { test } from './flow.ts';

const { acknowledge, addNote, toMonitor } = text.incidents;
const noteOrShow = new RegExp(`^(${acknowledge}|${addNote}|${toMonitor})$`, 'u');

test('an incident shows what changed and which notifications were sent, is saved, and gets a note', async ({
  window,
  savedAfter,
  host,
  service,
  slack,
}) => {
  await valueOf(host.api.channels.create({ kind: 'slack', id: 'ops', name: 'Operations', webhookUrl: slack.url }));
  await valueOf(host.api.rules.replace({ rules: [{ when: {}, channels: ['ops'] }] }));
  const { id } = await valueOf(
    host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, failAfter: 1 }),
  );
  await expect(window.monitor('Shop API', 'up')).toBeVisible();
  service.breakDatabase();
  await valueOf(host.api.monitors.checkNow({ id }));
  await expect(window.monitor('Shop API', 'down')).toBeVisible();

  await window.goTo('incidents');
  const incidents = new IncidentsView(window.page);
  await expect(incidents.track('Shop API')).toHaveAccessibleName(/1 incident, down .*, down now$/);
  await incidents.track('Shop API').focus();
  await window.page.keyboard.press('ArrowRight');
  await expect(window.page.locator(':focus')).toHaveAccessibleName(/ongoing.*status 503/);
  await window.page.keyboard.press('Enter');

  const incident = new IncidentPage(window.page);
  await expect(incident.main.getByText(/: status 503, expected 200-299 · 1 more below$/)).toBeVisible();
  await expect(incident.main.getByText(/^error: connection to server/).first()).toBeVisible();
  const changes = incident.changes.getByRole('row');
  await expect(changes).toHaveText([
    /Field\s*Last good\s*First failed/,
    /Status\s*200\s*503/,
    /\$\.checks\.database\s*"ok"\s*"error: connection to server/,
    /\$\.status\s*"ok"\s*"error"/,
  ]);
  const notified = incident.notifications.getByRole('row').filter({ hasText: 'Operations' });
  // Two of them are not shown in a narrow window.
  await expect(notified.locator('time')).toHaveCount(4);
  await expect(notified).toContainText('200 ok');

  const evidence = await savedAfter(() => incident.saveFile());
  expect(evidence.name).toBe('shop-api-incident-1.md');
  for (const line of [
    /^monitor +Shop API$/mu,
    /^unhealthy +database: error: connection to server/mu,
    /^DOWN to Operations +accepted at /mu,
  ]) {
    expect(evidence.text).toMatch(line);
  }

  const buttons = incident.main.getByRole('button', { name: noteOrShow });
  await expect(buttons).toHaveText([acknowledge, toMonitor]);
  service.repairDatabase();
  await valueOf(host.api.monitors.update({ id, kind: 'http', recoverAfter: 1 }));
  await valueOf(host.api.monitors.checkNow({ id }));
  // There is nothing to take on any more, and a note is not the first thing to do.
  await expect(buttons).toHaveText([toMonitor, addNote]);
  const recovery = notified.filter({ hasText: text.alertEvents.recovered });
  await expect(recovery.locator('time')).toHaveCount(4);

  await incident.addNote('The database is being restarted');
  await expect(incident.main.getByText('The database is being restarted')).toBeVisible();
  await incident.changeNote('A cable was pulled');
  await expect(incident.main.getByText('A cable was pulled')).toBeVisible();
  await expect(incident.main.getByText('The database is being restarted')).toHaveCount(0);
  await window.goTo('incidents');
  await incidents.show('unseen');
  await expect(incidents.main.getByText(text.incidents.noMatch)).toBeVisible();
});

test('the incidents of the period and the filter are saved for spreadsheets and for scripts', async ({
  window,
  savedAfter,
  host,
}) => {
  const refusing = { kind: 'http', url: 'http://127.0.0.1:1/', failAfter: 1 } as const;
  await valueOf(host.api.monitors.create({ ...refusing, name: '=Shop, API' }));
  await valueOf(host.api.monitors.create({ ...refusing, name: 'Wiki', severity: 'info' }));
  await expect(window.monitor('=Shop, API', 'down')).toBeVisible();
  await expect(window.monitor('Wiki', 'down')).toBeVisible();
  await window.goTo('incidents');
  const incidents = new IncidentsView(window.page);
  const all = await savedAfter(() => incidents.export('json'));
  expect(all.name).toMatch(/^incidents-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.json$/u);
  const records = JSON.parse(all.text) as readonly { readonly monitor: string; readonly startedAt: string }[];
  expect(records.map(({ monitor }) => monitor).toSorted()).toEqual(['=Shop, API', 'Wiki']);
  expect(records[0]?.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/u);

  await incidents.ofSeverity(text.severities.critical);
  const some = await savedAfter(() => incidents.export('csv'));
  const [columns = '', ...lines] = some.text.trimEnd().split('\r\n');
  expect(columns).toMatch(/^\uFEFFIncident,Monitor,/u);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`"'=Shop, API",shop-api,critical,`);
});

test('an incident shows the incidents that it has caused, and each of them its cause', async ({
  window,
  host,
  service,
}) => {
  const { api } = host;
  const common = { kind: 'http', url: service.url, failAfter: 1 } as const;
  await valueOf(api.monitors.create({ ...common, id: 'router', name: 'Router' }));
  await valueOf(api.monitors.create({ ...common, id: 'shop', name: 'Shop API', dependsOn: ['router'] }));
  await expect(window.monitor('Shop API', 'up')).toBeVisible();
  service.breakDatabase();
  for (const id of ['router', 'shop']) await valueOf(api.monitors.checkNow({ id }));
  await expect(window.monitor('Shop API', 'down')).toBeVisible();

  await window.goTo('incidents');
  const { open, main, filters, groups, period, totals } = new IncidentsView(window.page);
  await expect(totals).toContainText('2 open, 1 caused by others');
  await filters.getByRole('button', { name: text.incidents.group }).click();
  await expect(groups.getByRole('button', { name: '2 incidents on 2 monitors' })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  await expect(groups.getByRole('button', { name: /status 503/ })).toHaveText([/Router/, /Shop API/]);
  const thisMonth = period.getByRole('combobox', { name: text.period.month });
  await thisMonth.selectOption({ index: 1 });
  await expect.poll(() => window.page.url()).toMatch(/period=/u);
  await thisMonth.selectOption({ index: 0 });
  await expect.poll(() => window.page.url()).not.toMatch(/period=/u);
  await thisMonth.selectOption({ index: 1 });
  await period.getByRole('button', { name: text.period.custom }).click();
  const from = main.getByLabel(text.period.from, { exact: true });
  await expect(from).toHaveAccessibleDescription(/\b(00:00|12:00\sAM)$/u);
  await totals.getByRole('button', { name: /Router: show incident$/ }).click();
  await expect(window.heading('Router')).toBeVisible();
  // All that was chosen is still there.
  await window.page.goBack();
  await expect(groups).toBeVisible();
  expect(window.page.url()).toMatch(/#\/incidents\?period=\d{4}-\d{2}&group=cause$/u);
  await window.goTo('incidents');
  await open.getByRole('button', { name: /and 1 monitor behind it/ }).click();
  const behind = main.getByRole('region', { name: text.incidents.behind });
  await behind.getByRole('button', { name: /Shop API/ }).click();
  await expect(window.heading('Shop API')).toBeVisible();
  await expect(main.getByText('Caused by Router')).toBeVisible();
  await main.getByRole('button', { name: text.incidents.toCause }).click();
  await expect(window.heading('Router')).toBeVisible();
});

test('a monitor that changes too often is marked as flapping, as the settings say', async ({
  window,
  host,
  service,
}) => {
  const { api } = host;
  await window.goTo('settings');
  const settings = new SettingsView(window.page);
  await settings.number('flapAfter').fill('2');
  await settings.save(text.settings.notifications);
  await expect.poll(async () => (await valueOf(api.settings.get(undefined))).flapAfter).toBe(2);

  const { id } = await valueOf(api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, failAfter: 1 }));
  await expect(window.monitor('Shop API', 'up')).toBeVisible();
  service.breakDatabase();
  await valueOf(api.monitors.checkNow({ id }));
  service.repairDatabase();
  // It takes two good checks to recover.
  for (let checks = 0; checks < 2; checks += 1) await valueOf(api.monitors.checkNow({ id }));
  await expect(window.monitor('Shop API', 'up')).not.toContainText(text.monitor.flapping);
  service.breakDatabase();
  await valueOf(api.monitors.checkNow({ id }));
  await expect(window.monitor('Shop API', 'down')).toContainText(text.monitor.flapping);
});
