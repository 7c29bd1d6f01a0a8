/** Layers above a page: menus, dialogs, the palette, and the page of a selection. */
import { channelKinds, type ChannelKind } from '../../../electron/contract/channels/registry.ts';
import { text } from '../../../renderer/text/text.ts';
import { AlertsView } from '../../../test/e2e/pages/alerts-view.ts';
import { MonitorEditor } from '../../../test/e2e/pages/monitor-editor.ts';
import { SelectionView } from '../../../test/e2e/pages/selection-view.ts';
import { SettingsView } from '../../../test/e2e/pages/settings-view.ts';
import { TransferDialogs } from '../../../test/e2e/pages/transfer-dialogs.ts';
import type { VigilmonWindow } from '../../../test/e2e/pages/vigilmon-window.ts';
import type { Scene } from '../scenes.ts';

const withMissing = `channels:
  - { id: chat, name: Ops chat, kind: slack, webhookUrl: "\${CHAT_WEBHOOK_URL}" }
monitors:
  - { id: intranet, name: Intranet, kind: http, url: http://127.0.0.1:1/, auth: { type: bearer, token: "\${INTRANET_TOKEN}" } }
`;

const withChanges = `channels:
  - { id: console, name: Second screen, kind: native }
rules:
  - { when: { tags: [intranet] }, channels: [console] }
monitors:
  - { id: intranet, name: Intranet, kind: http, url: http://127.0.0.1:1/, enabled: false }
  - { id: wiki, name: A wiki whose name is rather long and has to be put on more than one line somewhere, kind: http, url: http://127.0.0.1:2/, enabled: false }
  - { id: backup, name: Backup, kind: heartbeat, schedule: { every: 1d }, enabled: false }
  - { id: checkout, name: Checkout of the shop, kind: http, url: http://127.0.0.1:3/, interval: 5m, severity: warning }
maintenance:
  - { id: patches, name: Patch day, days: [tue], from: 22:00, to: 02:00, covers: { tags: [intranet] } }
settings:
  rawDays: 30
  flapAfter: 8
`;

export const layers: readonly Scene[] = [
  { name: 'palette', open: openPalette('sea') },
  { name: 'palette-empty', open: openPalette('intranet7') },
  { name: 'toasts', open: showToasts, leave: ({ page }) => page.keyboard.press('Control+z') },
  { name: 'shortcuts', open: ({ page }) => page.getByRole('main').press('?') },
  { name: 'filter-menu', open: (window) => window.goTo('overview'), whenSized: openListMenu(text.filter.menu) },
  {
    name: 'order-menu',
    open: (window) => window.goTo('overview'),
    whenSized: openListMenu(text.filter.order),
    isVariant: true,
  },
  { name: 'drawer', open: openDrawer },
  { name: 'row-menu', open: (window) => window.goTo('overview'), whenSized: openRowMenu, isVariant: true },
  {
    name: 'mute-menu',
    open: (window) => window.monitor('CDN edge Singapore').click(),
    whenSized: ({ page }) => page.getByRole('main').getByRole('button', { name: text.mutes.muted }).click(),
    isVariant: true,
  },
  {
    name: 'mute-all-menu',
    open: (window) => window.goTo('overview'),
    whenSized: ({ page }) => page.getByRole('main').getByRole('button', { name: text.mutes.muteAll }).click(),
    isVariant: true,
  },
  { name: 'selection', open: openSelection },
  { name: 'selection-table', open: selectInTable },
  { name: 'selection-table-fields', open: editInTable },
  { name: 'rule-dialog', open: openRule },
  { name: 'rule-dialog-quiet', open: openQuietRule },
  { name: 'channel-dialog', open: openChannel('email') },
  { name: 'channel-dialog-generated', open: openChannel('webhook') },
  { name: 'channel-delete', open: askToDeleteChannel, isVariant: true },
  ...channelKinds
    .filter((kind) => kind !== 'email' && kind !== 'webhook')
    .map((kind) => ({ name: `channel-dialog-${kind}`, open: openChannel(kind), isVariant: true })),
  { name: 'mute-dialog', open: openMute },
  { name: 'mute-until-dialog', open: openMuteUntil, isVariant: true },
  { name: 'selection-delete', open: askToDeleteSelected, isVariant: true },
  { name: 'maintenance-dialog-now', open: openMaintenance(text.maintenance.forms.now), isVariant: true },
  { name: 'maintenance-dialog-once', open: openMaintenance(text.maintenance.forms.once), isVariant: true },
  { name: 'maintenance-dialog', open: openMaintenance(text.maintenance.forms.weekly) },
  { name: 'maintenance-dialog-cron', open: openMaintenance(text.maintenance.forms.cron) },
  { name: 'digest-dialog', open: openDigest },
  { name: 'token-dialog', open: openToken },
  { name: 'export-dialog', open: openExport },
  { name: 'import-dialog', open: openImport('monitors:\n  - { id: shop-api, kind: htp }\n') },
  { name: 'import-dialog-missing', open: openImport(withMissing), isVariant: true },
  { name: 'import-dialog-changes', open: openImport(withChanges) },
  { name: 'leave-dialog', open: leaveForm, isVariant: true },
];

function openPalette(words: string): Scene['open'] {
  return async (window) => {
    await window.goTo('overview');
    await window.page.keyboard.press('Control+k');
    await window.page.keyboard.type(words);
  };
}

/** Something to undo, and what has failed. Both stay as long as one has the focus. */
async function showToasts(window: VigilmonWindow): Promise<void> {
  const { page } = window;
  await page.route(/monitors\.(?:delete|pause)/, (route) => route.abort());
  await window.openMenuOf('Billing');
  await window.menuItem(text.actions.pause).click();
  await window.messages.getByRole('alert').waitFor();
  await window.openMenuOf('Checkout');
  await window.menuItem(text.actions.delete).click();
  await window.messages.getByRole('button', { name: text.actions.undo }).focus();
}

/** Only a narrow window has it. It is scrolled into a group, whose heading stays. */
async function openDrawer(window: VigilmonWindow): Promise<void> {
  await window.goTo('overview');
  await window.groupByTag();
  await window.page.setViewportSize({ width: 480, height: 800 });
  await window.openDrawer();
  await window.monitors.evaluate((list) => list.scrollTo(0, 150));
}

function openListMenu(name: string): NonNullable<Scene['whenSized']> {
  return async (window) => {
    await window.showMonitors();
    await window.button(name).click();
  };
}

async function openRowMenu(window: VigilmonWindow): Promise<void> {
  await window.showMonitors();
  await window.openMenuOf('Checkout');
}

async function openSelection(window: VigilmonWindow): Promise<void> {
  await window.monitor('Billing').click();
  await window.page.keyboard.press('Control+a');
  await window.button(text.selection.tag).click();
  await new SelectionView(window.page).tags.waitFor();
}

async function selectInTable(window: VigilmonWindow): Promise<void> {
  await window.goTo('overview');
  const rows = window.page.getByRole('grid').getByRole('row');
  await rows.nth(3).click({ modifiers: ['ControlOrMeta'] });
  await rows.nth(6).click({ modifiers: ['Shift'] });
  await window.page.getByRole('group', { name: text.selection.actions }).waitFor();
}

async function editInTable(window: VigilmonWindow): Promise<void> {
  await selectInTable(window);
  const selection = new SelectionView(window.page);
  await selection.edit();
  await selection.change(text.editor.interval, '2');
}

async function openRule(window: VigilmonWindow): Promise<void> {
  await window.goTo('alerts');
  await new AlertsView(window.page).addRule();
}

async function openQuietRule(window: VigilmonWindow): Promise<void> {
  await openRule(window);
  const alerts = new AlertsView(window.page);
  await alerts.tick(text.severities.warning);
  await alerts.setDuration('repeat', '30', 'm');
  await alerts.setQuietHours('22:00', '07:00');
}

function openChannel(kind: ChannelKind): Scene['open'] {
  return async (window) => {
    await window.goTo('alerts');
    await new AlertsView(window.page).add(kind);
  };
}

async function askToDeleteChannel(window: VigilmonWindow): Promise<void> {
  await window.goTo('alerts');
  await new AlertsView(window.page).askToDelete('On-call');
}

async function openMute(window: VigilmonWindow): Promise<void> {
  await window.goTo('alerts');
  await window.button(text.mutes.add).click();
}

async function openMuteUntil(window: VigilmonWindow): Promise<void> {
  await window.openMenuOf('Checkout');
  await window.menuItem(text.mutes.ownTime).click();
}

async function askToDeleteSelected(window: VigilmonWindow): Promise<void> {
  await window.monitor('Checkout').click();
  await window.monitor('Billing').click({ modifiers: ['ControlOrMeta'] });
  await window.button(text.selection.remove).click();
}

function openMaintenance(form: string): Scene['open'] {
  return async (window) => {
    await window.goTo('alerts');
    await window.button(text.maintenance.add).click();
    await window.page.getByRole('dialog').getByText(form, { exact: true }).click();
  };
}

async function openDigest(window: VigilmonWindow): Promise<void> {
  await window.goTo('alerts');
  await window.button(text.digest.plan).click();
}

async function openToken(window: VigilmonWindow): Promise<void> {
  await window.goTo('settings');
  await new SettingsView(window.page).press(text.settings.api.renew);
}

async function openExport(window: VigilmonWindow): Promise<void> {
  const transfer = new TransferDialogs(window.page);
  await transfer.openExport();
  await transfer.exported.waitFor();
}

function openImport(yaml: string): Scene['open'] {
  return async (window) => {
    const transfer = new TransferDialogs(window.page);
    await transfer.openImport();
    await transfer.file.fill(yaml);
    await transfer.review();
    await transfer.outcome.first().waitFor();
  };
}

async function leaveForm(window: VigilmonWindow): Promise<void> {
  const editor = new MonitorEditor(window.page);
  await editor.open('http');
  await editor.url.fill('https://example.com/health');
  await editor.cancel();
  await editor.question.waitFor();
}
