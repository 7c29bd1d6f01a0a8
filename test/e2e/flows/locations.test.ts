import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { valueOf } from '../../support/headless-host.ts';
import { openProbeList } from '../../support/probe-list.ts';
import { openProbeServer } from '../../support/probe-server.ts';
import { LocationsView } from '../pages/locations-view.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { MonitorEditor } from '../pages/monitor-editor.ts';
import { test } from './flow.ts';

const { fields } = text.locationKinds.blackbox;

test('a location is added, asked and deleted', async ({ window, host, service }) => {
  const exporter = await openProbeServer();
  const locations = new LocationsView(window.page);
  await window.goTo('settings');
  await expect(window.page.getByText(text.locations.none)).toBeVisible();
  await locations.add('blackbox');
  await locations.field(text.common.name).fill('Office');
  await locations.field(fields.url.label).fill('ftp://office');
  await locations.save();
  await expect(locations.field(fields.url.label)).toHaveAttribute('aria-invalid', 'true');
  await locations.field(fields.url.label).fill(exporter.url);
  await locations.save();
  await expect(locations.dialog).toHaveCount(0);
  await expect(locations.location('Office')).toContainText(exporter.url);

  await locations.openTest('Office');
  await locations.ask(service.url);
  await expect(locations.testResult('Office')).toContainText(text.sightings.up);
  await expect(locations.testResult('Office')).toContainText('80 ms');
  service.breakDatabase();
  await locations.ask(service.url);
  await expect(locations.testResult('Office')).toContainText(text.sightings.down);
  await expect(locations.testResult('Office')).toContainText('503');
  await locations.closeDialog();

  const { id } = await valueOf(
    host.api.monitors.create({ kind: 'http', name: 'Shop API', url: service.url, locations: ['office'] }),
  );
  await expect(locations.location('Office')).toContainText('1 monitor');
  await locations.askToDelete('Office');
  await expect(locations.dialog.getByText('Shop API')).toBeVisible();
  await locations.confirmDelete();
  await expect(locations.location('Office')).toHaveCount(0);
  expect(await valueOf(host.api.monitors.get({ id }))).toMatchObject({ locations: [] });
  await exporter.close();
});

test('a monitor is also checked from a location', async ({ window, host, service }) => {
  const exporter = await openProbeServer();
  const editor = new MonitorEditor(window.page);
  await editor.open('http');
  await editor.offerLocations();
  await expect(window.heading(text.settings.title)).toBeVisible();
  await expect(window.page.getByRole('heading', { name: text.locations.title })).toBeInViewport();

  await valueOf(host.api.locations.save({ kind: 'blackbox', id: 'office', name: 'Office', url: exporter.url }));
  await valueOf(host.api.locations.save({ kind: 'globalping', id: 'fra', name: 'Frankfurt', where: 'Frankfurt' }));
  await editor.open('http');
  await editor.url.fill('https://shop.example.com/health?region=eu');
  await editor.openLocations();
  await editor.location('Frankfurt').check();
  await expect(editor.form.getByText(/query of the URL/)).toBeVisible();
  await expect(editor.form.getByText('Frankfurt: 4 tests per hour.')).toBeVisible();
  await editor.url.fill(service.url);
  await editor.save();
  await expect(editor.form.getByText(/Frankfurt.* public/).last()).toBeVisible();

  await editor.location('Frankfurt').uncheck();
  await editor.location('Office').check();
  await editor.chooseQuorum('all');
  await editor.setRegionalInterval('10', 'm');
  await editor.save();
  await expect(window.page.getByRole('heading', { level: 1 })).not.toHaveText(text.editor.newTitle);
  const [monitor] = await valueOf(host.api.monitors.list(undefined));
  expect(monitor).toMatchObject({ locations: ['office'], quorum: 'all', regionalInterval: 600_000 });
  await exporter.close();
});

test('a place is chosen from those where probes are', async ({ window, host }) => {
  const list = await openProbeList();
  const { where, url } = text.locationKinds.globalping.fields;
  const locations = new LocationsView(window.page);
  await window.goTo('settings');
  await locations.add('globalping');
  await expect(locations.field(where.label)).toBeFocused();
  await window.page.keyboard.press('Shift+Tab');
  await expect(locations.dialog.getByRole('button', { name: text.locations.choosePlace })).toBeFocused();
  await locations.field(url.label).fill(list.url);
  await locations.dialog.getByRole('button', { name: text.locations.choosePlace }).click();
  await locations.dialog.getByRole('combobox', { name: text.locations.places }).fill('fra');
  const option = window.page.getByRole('option', { name: /Frankfurt/ });
  await expect(option).toContainText(text.locations.probes(2, 1));
  await option.click();
  await expect(locations.field(where.label)).toHaveValue('Frankfurt+DE');
  await locations.save();
  await expect(locations.dialog).toHaveCount(0);
  expect(await valueOf(host.api.locations.list(undefined))).toMatchObject([{ where: 'Frankfurt+DE' }]);
  await list.close();
});

test('a service that only this computer reaches is degraded, and down once that is confirmed', async ({
  window,
  host,
  service,
}) => {
  const exporter = await openProbeServer({ statusOf: () => Promise.resolve(503) });
  await valueOf(host.api.locations.save({ kind: 'blackbox', id: 'office', name: 'Office', url: exporter.url }));
  const common = { kind: 'http', name: 'Shop API', url: service.url, interval: '5s', timeout: '4s' } as const;
  const asked = { locations: ['office'], quorum: 'any', regionalInterval: '20s' } as const;
  await valueOf(host.api.monitors.create({ ...common, ...asked }));
  await window.monitor('Shop API', 'degraded').click();
  await expect(
    window.page.getByText(/^reachable from this computer only; down from Office: status 503/i).first(),
  ).toBeVisible();
  await expect(new MonitorView(window.page).location('Office')).toContainText(text.sightings.down);
  await expect(window.monitor('Shop API', 'down')).toBeVisible({ timeout: 45_000 });
  await exporter.close();
});
