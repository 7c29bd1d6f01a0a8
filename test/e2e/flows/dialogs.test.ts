/** Every dialog of the window, by keyboard alone. */
import { basename } from 'node:path';
import { expect, test as base, type Locator } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { filesUnder, read } from '../../support/source-imports.ts';
import { valueOf } from '../../support/headless-host.ts';
import { openProbeServer } from '../../support/probe-server.ts';
import { Keyboard } from '../pages/keyboard.ts';
import { LocationsView } from '../pages/locations-view.ts';
import { walkDialog, type DialogWalk, type Scene } from './dialog-walk.ts';
import { test, type Flow } from './flow.ts';

/** Paused, so that nothing is asked. */
const paused = { kind: 'http', url: 'http://127.0.0.1:1/', enabled: false } as const;
const importedYaml = 'monitors: [{ id: wiki, name: Wiki, kind: http, url: "http://127.0.0.1:1/", enabled: false }]';

type Place = Pick<Flow, 'host' | 'window'>;

const button = (root: { readonly getByRole: Locator['getByRole'] }, name: string): Locator =>
  root.getByRole('button', { name, exact: true });

const fromList =
  (...pressed: readonly string[]): DialogWalk['open'] =>
  async ({ keys, window: { monitors } }) => {
    await keys.tabTo(monitors);
    await keys.press('Home', ...pressed);
    return monitors;
  };

const byPalette =
  (command: string): DialogWalk['open'] =>
  async ({ keys, window: { monitors } }) => {
    await keys.tabTo(monitors);
    await keys.run(command);
    return monitors;
  };

const byButton =
  (name: string): DialogWalk['open'] =>
  ({ keys, main }) =>
    keys.pressOn(button(main, name));

const inSection =
  (section: string, name: string): DialogWalk['open'] =>
  ({ keys, main }) =>
    keys.pressOn(button(main.getByRole('region', { name: section }), name));

const byMenu =
  (menu: string, entry: string): DialogWalk['open'] =>
  ({ keys, main }) =>
    keys.choose(button(main, menu), entry);

/** Opened by a key, the palette or a menu, from the list of monitors. */
const aboveTheList: readonly DialogWalk[] = [
  {
    of: 'views/Palette.svelte',
    title: text.palette.title,
    open: fromList('ControlOrMeta+k'),
    async use({ keys, window }) {
      await keys.type(text.navigation.incidents);
      await keys.press('Enter');
      await expect(window.heading(text.navigation.incidents)).toBeVisible();
    },
  },
  {
    of: 'views/Shortcuts.svelte',
    title: text.shortcuts.title,
    open: fromList('?'),
    async use({ keys, dialog }) {
      await keys.type('nothing like it');
      await expect(dialog.getByRole('status')).toHaveText(text.palette.none);
      await keys.pressOn(button(dialog, text.common.close));
    },
  },
  {
    of: 'views/MuteUntilDialog.svelte',
    title: `${text.mutes.mute} Backup job`,
    async open(scene) {
      const list = await fromList('Shift+F10')(scene);
      await scene.keys.chooseEntry(text.mutes.ownTime);
      return list;
    },
    async use({ keys, dialog, window }) {
      await keys.pressOn(button(dialog, text.mutes.mute));
      await expect(window.monitor('Backup job')).toContainText('Muted until');
    },
  },
  {
    of: 'views/RequestedDialog.svelte',
    title: text.actions.deleteMany(2),
    open: fromList('ControlOrMeta+a', 'Delete'),
  },
  {
    of: 'views/transfer/ExportDialog.svelte',
    title: text.transfer.exportTitle,
    open: byPalette(text.transfer.export),
    async use({ keys, dialog }) {
      await keys.pressOn(button(dialog, text.common.close).last());
    },
  },
  {
    of: 'views/transfer/ImportDialog.svelte',
    title: text.transfer.importTitle,
    open: byPalette(text.transfer.import),
    async use({ keys, dialog, api, window }) {
      await keys.type(importedYaml);
      await keys.pressOn(button(dialog, text.transfer.review));
      await keys.pressOn(button(dialog, text.transfer.confirm));
      await expect(window.monitor('Wiki')).toBeVisible();
      await valueOf(api.monitors.delete({ id: 'wiki' }));
    },
  },
  {
    of: 'views/monitor/MonitorButtons.svelte',
    title: text.monitor.renew,
    async open(scene) {
      await fromList()(scene);
      await expect(scene.window.heading('Backup job')).toBeVisible();
      return byMenu(text.monitor.more, text.monitor.renew)(scene);
    },
  },
  {
    of: 'ui/Unsaved.svelte',
    title: text.unsaved.title,
    async open({ keys, main }) {
      const url = main.getByRole('textbox', { name: text.editor.url });
      if (!(await url.isVisible())) await keys.press('n');
      await expect(url).toBeFocused();
      await keys.type('https://shop.example.com');
      await keys.press('Escape');
      return url;
    },
  },
];

const inAlerts: readonly DialogWalk[] = [
  {
    of: 'views/alerts/ChannelDialog.svelte',
    title: text.channels.editOf('Pager'),
    open: byButton(text.channels.editOf('Pager')),
    async use({ keys, dialog, window }) {
      await keys.pressOn(button(dialog, text.channels.saveAndTest));
      await expect(window.messages).toContainText(text.channels.works('Pager'));
    },
  },
  {
    of: 'views/alerts/OfferRuleDialog.svelte',
    title: text.channels.offer('Desk'),
    async open(scene) {
      const edit = await byButton(text.channels.editOf('Desk'))(scene);
      const dialog = scene.window.page.getByRole('dialog');
      await scene.keys.pressOn(button(dialog, text.channels.saveAndTest));
      await expect(button(dialog, text.channels.offerAll)).toBeVisible();
      return edit;
    },
    async use({ keys, dialog, window }) {
      await keys.pressOn(button(dialog, text.channels.offerAll));
      await expect(window.messages).toContainText(text.setup.ruled);
    },
  },
  {
    of: 'views/alerts/DeleteChannelDialog.svelte',
    title: text.channels.deleteOf('Pager'),
    open: byMenu(text.channels.moreOf('Pager'), text.channels.delete),
  },
  {
    of: 'views/alerts/RuleDialog.svelte',
    title: text.rules.add,
    open: byButton(text.rules.add),
    async use({ keys, dialog, api }) {
      const { length } = await valueOf(api.rules.list(undefined));
      await keys.pressOn(dialog.getByRole('checkbox', { name: 'Pager' }), 'Space');
      await keys.pressOn(button(dialog, text.common.save));
      await expect.poll(async () => (await valueOf(api.rules.list(undefined))).length).toBe(length + 1);
    },
  },
  {
    of: 'views/alerts/MuteDialog.svelte',
    title: text.mutes.mute,
    open: byButton(text.mutes.add),
    async use({ keys, dialog, main }) {
      await keys.press('ArrowLeft');
      await keys.pressOn(button(dialog, text.mutes.mute));
      await expect(main.getByRole('list', { name: text.mutes.title }).getByRole('listitem')).toHaveCount(1);
    },
  },
  {
    of: 'views/alerts/MaintenanceDialog.svelte',
    title: text.maintenance.addDialog,
    open: byButton(text.maintenance.add),
    async use({ keys, dialog, main }) {
      await keys.press('ArrowLeft');
      await keys.pressOn(dialog.getByRole('button').last());
      await expect(main.getByRole('list', { name: text.maintenance.title }).getByRole('listitem')).toHaveCount(1);
    },
  },
  {
    of: 'views/alerts/DigestDialog.svelte',
    title: text.digest.dialog(true),
    open: byButton(text.digest.plan),
    async use({ keys, dialog, main }) {
      await keys.pressOn(dialog.getByRole('checkbox', { name: 'Pager' }), 'Space');
      await keys.pressOn(button(dialog, text.common.save));
      await expect(button(main, text.digest.change)).toBeFocused();
    },
  },
];

const { api: apiWords, backups, pingKey } = text.settings;

const inSettings: readonly DialogWalk[] = [
  {
    of: 'views/settings/LocationDialog.svelte',
    title: text.locations.addOf(text.locationKinds.blackbox.noun),
    open: byMenu(text.locations.add, text.locationKinds.blackbox.name),
    async use({ keys, dialog, window }) {
      await keys.type('http://127.0.0.1:1/');
      await keys.pressOn(button(dialog, text.common.save));
      await expect(new LocationsView(window.page).list.getByRole('listitem')).toHaveCount(2);
    },
  },
  {
    of: 'views/settings/TestLocationDialog.svelte',
    title: text.locations.testOf('Office'),
    open: byButton(text.locations.testOf('Office')),
    async use({ keys, dialog }) {
      await keys.type('http://127.0.0.1:1/');
      await keys.press('Enter');
      await expect(dialog.getByRole('status')).toContainText(text.sightings.down);
      await keys.press('Escape');
    },
  },
  {
    of: 'views/settings/DeleteLocationDialog.svelte',
    title: text.locations.deleteOf('Office'),
    open: byMenu(text.locations.moreOf('Office'), text.locations.delete),
  },
  {
    of: 'views/settings/PingKeySection.svelte',
    title: pingKey.changeTitle,
    open: inSection(pingKey.title, pingKey.change),
    async use({ keys, api }) {
      await keys.type('a-key-of-my-own-0123');
      await keys.press('Enter');
      await expect.poll(async () => (await valueOf(api.pings.key(undefined))).key).toBe('a-key-of-my-own-0123');
    },
  },
  {
    of: 'views/settings/PingKeySection.svelte',
    title: pingKey.offTitle,
    open: inSection(pingKey.title, pingKey.off),
  },
  {
    of: 'views/settings/ApiSection.svelte',
    title: apiWords.renewTitle,
    open: byButton(apiWords.renew),
  },
  {
    of: 'views/settings/BackupsSection.svelte',
    title: backups.restoreTitle,
    open: ({ keys, main }) => keys.pressOn(main.getByRole('list', { name: backups.list }).getByRole('button').first()),
  },
];

/** What the questions that are asked before something is lost are about. */
function atStake({ api }: Scene): Promise<unknown> {
  return Promise.all([
    api.monitors.list(undefined),
    api.channels.list(undefined),
    api.locations.list(undefined),
    api.pings.key(undefined),
    api.host.get(undefined),
    api.system.info(undefined).then((info) => info.ok && info.value.restore),
  ]);
}

async function walkAll({ window, host: { api } }: Place, walks: readonly DialogWalk[]): Promise<void> {
  const scene = { window, api, keys: new Keyboard(window.page), main: window.page.getByRole('main') };
  for (const walk of walks) {
    await base.step(`${walk.of}: ${walk.title}`, async () => {
      const before = walk.use === undefined ? await atStake(scene) : null;
      await walkDialog(scene, walk);
      if (before !== null) expect(await atStake(scene)).toEqual(before);
    });
  }
}

test('the dialogs above the list are opened, walked around, left and used by keys alone', async ({ window, host }) => {
  await valueOf(host.api.monitors.create({ ...paused, name: 'Shop API' }));
  await valueOf(host.api.monitors.create({ kind: 'heartbeat', name: 'Backup job', schedule: { every: '1d' } }));
  await expect(window.monitors.getByRole('option')).toHaveCount(2);
  await walkAll({ window, host }, aboveTheList);
});

test('the dialogs of the alerts are opened, walked around, left and used by keys alone', async ({
  window,
  host,
  slack,
}) => {
  for (const name of ['Pager', 'Desk']) {
    await valueOf(host.api.channels.create({ id: name.toLowerCase(), kind: 'slack', name, webhookUrl: slack.url }));
  }
  await valueOf(host.api.rules.replace({ rules: [{ when: {}, channels: ['pager'] }] }));
  await valueOf(host.api.monitors.create({ ...paused, name: 'Shop API' }));
  await new Keyboard(window.page).run(text.navigation.alerts);
  await walkAll({ window, host }, inAlerts);
});

test('the dialogs of the settings are opened, walked around, left and used by keys alone', async ({ window, host }) => {
  const exporter = await openProbeServer();
  await valueOf(host.api.locations.save({ kind: 'blackbox', id: 'office', name: 'Office', url: exporter.url }));
  await valueOf(host.api.monitors.create({ ...paused, name: 'Shop API', locations: ['office'] }));
  await valueOf(host.api.pings.setKey({}));
  await valueOf(host.api.system.backup(undefined));
  await new Keyboard(window.page).run(text.navigation.settings);
  await walkAll({ window, host }, inSettings);
  await exporter.close();
});

base('no dialog of the window is left out of these walks', () => {
  const components = filesUnder('renderer').filter((file) => file.endsWith('.svelte'));
  /** What dialogs are made of. */
  const frames = components.filter((file) => /^renderer\/(?:ui|forms)\/\w*Dialog\.svelte$/.test(file));
  const tags = new RegExp(`<(?:${frames.map((file) => basename(file, '.svelte')).join('|')})\\b`, 'g');
  const drawn = components
    .filter((file) => !frames.includes(file))
    .flatMap((file) => Array.from(read(file).matchAll(tags), () => file.replace('renderer/', '')));
  const walked = [...aboveTheList, ...inAlerts, ...inSettings].map(({ of }) => of);
  // That of a narrow window is walked in browser/sizes.test.ts.
  expect([...walked, 'views/sidebar/Sidebar.svelte'].sort()).toEqual(drawn);
});
