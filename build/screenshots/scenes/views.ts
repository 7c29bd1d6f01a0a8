/** The pages of the window, each in the states that occur. */
import type { Locator } from 'playwright';
import { text } from '../../../renderer/text/text.ts';
import { AlertsView } from '../../../test/e2e/pages/alerts-view.ts';
import { IncidentsView } from '../../../test/e2e/pages/incidents-view.ts';
import { MonitorEditor } from '../../../test/e2e/pages/monitor-editor.ts';
import { MonitorView } from '../../../test/e2e/pages/monitor-view.ts';
import { SelectionView } from '../../../test/e2e/pages/selection-view.ts';
import type { VigilmonWindow } from '../../../test/e2e/pages/vigilmon-window.ts';
import type { Scene } from '../scenes.ts';
import { discovery } from './discovery.ts';

export const views: readonly Scene[] = [
  { name: 'overview', open: (window) => window.goTo('overview') },
  { name: 'overview-grouped', open: openGroups },
  { name: 'table-grouped', open: openTableGroups },
  { name: 'monitor', open: openMonitor('Shop API') },
  { name: 'monitor-week', open: openRange('7d'), isVariant: true },
  { name: 'monitor-month', open: openRange('30d'), isVariant: true },
  { name: 'monitor-quarter', open: openRange('90d'), isVariant: true },
  { name: 'monitor-phases', open: openPhases },
  { name: 'monitor-check', open: openCheck },
  { name: 'monitor-down', open: openMonitor('Staging API'), isVariant: true },
  { name: 'monitor-degraded', open: openMonitor('Search'), isVariant: true },
  { name: 'monitor-paused', open: openPaused, isVariant: true },
  { name: 'heartbeat', open: openMonitor('Invoice mailer') },
  { name: 'heartbeat-pings', open: openPings, isVariant: true },
  { name: 'editor', open: openEditor('Checkout') },
  { name: 'editor-failing', open: openEditor('Staging API'), isVariant: true },
  { name: 'editor-near-miss', open: openNearMiss },
  { name: 'editor-folds', open: openFolds, isVariant: true },
  { name: 'editor-new', open: ({ page }) => new MonitorEditor(page).open('http'), isVariant: true },
  { name: 'editor-heartbeat', open: openCron },
  { name: 'heartbeat-editor', open: openHeartbeatEditor },
  { name: 'editor-generated', open: openGenerated },
  ...discovery,
  { name: 'incidents', open: (window) => window.goTo('incidents') },
  { name: 'incidents-causes', open: openCauses },
  { name: 'selection-fields', open: openSelection },
  { name: 'incident', open: openIncident('ended', /Checkout/) },
  { name: 'incident-changes', open: openChanges, isVariant: true },
  { name: 'incident-open', open: openIncident('open', /Staging API/), isVariant: true },
  { name: 'alerts', open: (window) => window.goTo('alerts') },
  { name: 'alerts-deliveries', open: openDelivery, isVariant: true },
  { name: 'alerts-mutes', ...section('alerts', text.mutes.title), isVariant: true },
  { name: 'alerts-maintenance', ...section('alerts', text.maintenance.title), isVariant: true },
  { name: 'settings', open: (window) => window.goTo('settings') },
  { name: 'settings-listener', ...section('settings', text.settings.listener.title), isVariant: true },
  { name: 'settings-locations', ...section('settings', text.locations.title), isVariant: true },
  { name: 'settings-end', ...section('settings', text.settings.program), isVariant: true },
  { name: 'first-run', isEmpty: true, open: () => Promise.resolve() },
];

type Open = Scene['open'];

/** Some are collapsed: with an outage, and where all is well. Those with trouble come first. */
async function openGroups(window: VigilmonWindow): Promise<void> {
  await window.goTo('overview');
  await window.groupByTag();
  for (const tag of ['staging', 'production', 'cdn', 'mail']) await window.group(tag).click();
}

/** The table, with some of its groups collapsed. */
async function openTableGroups(window: VigilmonWindow): Promise<void> {
  await window.goTo('overview');
  await window.groupTableByTag();
  const table = window.page.getByRole('grid');
  for (const tag of ['cdn', 'identity']) await table.getByRole('rowheader', { name: tag }).getByRole('button').click();
  await table.evaluate((element) => element.scrollIntoView());
}

/** A demo with a clock of its own may be weeks behind that of the page. */
async function openQuarter({ page }: VigilmonWindow): Promise<void> {
  await page.getByRole('main').waitFor();
  await page.evaluate(() => location.assign('#/incidents?period=90d'));
}

async function openCauses(window: VigilmonWindow): Promise<void> {
  await openQuarter(window);
  const { filters, groups } = new IncidentsView(window.page);
  await filters.getByRole('button', { name: text.incidents.group }).click();
  await groups.waitFor();
}

async function openSelection(window: VigilmonWindow): Promise<void> {
  await window.monitor('Checkout').click();
  await window.monitor('Billing').click({ modifiers: ['ControlOrMeta'] });
  const selection = new SelectionView(window.page);
  await selection.edit();
  await selection.change(text.editor.interval, '2');
}

/** The list has only the rows that are visible. */
function openMonitor(name: string): Open {
  return async (window) => {
    await window.monitors.getByRole('option').first().waitFor();
    const row = window.monitor(name);
    if (!(await row.isVisible())) await window.monitors.evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await row.click();
  };
}

/** The last of the list, which is not visible in a low window. */
async function openPaused(window: VigilmonWindow): Promise<void> {
  await window.monitors.press('End');
  await window.heading('Old shop').waitFor();
  // The list would take it along when the window gets narrow.
  await window.page.locator('#main').focus();
}

/** Long enough for bands and an outage. */
function openRange(range: string): Open {
  return async (window) => {
    await openMonitor('Shop API')(window);
    await window.page.getByRole('radiogroup', { name: text.time.range }).getByText(range).click();
  };
}

async function openPhases(window: VigilmonWindow): Promise<void> {
  await window.monitor('Customer portal').click();
  await new MonitorView(window.page).chartTab('phases').click();
}

/** A failed check, with its evidence. */
async function openCheck(window: VigilmonWindow): Promise<void> {
  await window.monitor('Staging API').click();
  const view = new MonitorView(window.page);
  await view.openNewestCheck();
  await view.checks.evaluate((table) => table.scrollIntoView());
}

async function openPings(window: VigilmonWindow): Promise<void> {
  await window.monitor('Invoice mailer').click();
  await new MonitorView(window.page).pings.evaluate((section) => section.scrollIntoView());
}

/** With the times that follow from it. */
async function openCron({ page }: VigilmonWindow): Promise<void> {
  const editor = new MonitorEditor(page);
  await editor.open('heartbeat');
  await editor.setCron('0 3 * * 1-5');
  await editor.nextTimes.waitFor();
}

/** With the result of testing the draft. */
async function openHeartbeatEditor(window: VigilmonWindow): Promise<void> {
  await openMonitor('Invoice mailer')(window);
  const monitor = new MonitorView(window.page);
  await monitor.edit();
  await monitor.pingUrl();
}

function openEditor(name: string): Open {
  return async (window) => {
    await window.monitor(name).click();
    await new MonitorView(window.page).edit();
    await window.page.getByRole('button', { name: text.preview.again }).waitFor();
  };
}

async function openNearMiss(window: VigilmonWindow): Promise<void> {
  await openEditor('Checkout')(window);
  const editor = new MonitorEditor(window.page);
  await editor
    .assertion(2)
    .getByRole('textbox', { name: text.assertions.value(2) })
    .fill('"Status": "OK"');
  await editor.tryIt();
  await editor.form.getByText(text.preview.instead('')).first().waitFor();
  await editor.replay.getByRole('list').or(editor.replay.getByText(text.replay.limits.assertions)).first().waitFor();
}

async function openFolds(window: VigilmonWindow): Promise<void> {
  await openEditor('Partner API')(window);
  const form = window.page.getByRole('main');
  await form.locator('summary', { hasText: text.editor.request }).click();
  await new MonitorEditor(window.page).openThresholds();
  await form.locator('summary', { hasText: text.editor.request }).evaluate((fold) => fold.scrollIntoView());
}

/** The form that is generated from a definition, with thresholds and an assertion. */
async function openGenerated({ page }: VigilmonWindow): Promise<void> {
  const editor = new MonitorEditor(page);
  await editor.open('tcp');
  await editor.addAssertion(1, { on: 'response', is: 'contains', value: 'PONG' });
  await editor.openThresholds();
  await page.locator('#main').evaluate((pane) => (pane.scrollTop = 0));
}

/** A resolved incident has evidence from both sides. */
function openIncident(which: 'open' | 'ended', name: RegExp): Open {
  return async (window) => {
    await openQuarter(window);
    await new IncidentsView(window.page)[which].getByRole('button', { name }).first().click();
  };
}

async function openChanges(window: VigilmonWindow): Promise<void> {
  await openIncident('ended', /Checkout/)(window);
  await window.page
    .getByRole('heading', { name: text.differences.title })
    .evaluate((heading) => heading.scrollIntoView());
}

async function openDelivery(window: VigilmonWindow): Promise<void> {
  await window.goTo('alerts');
  const { deliveries, filters } = new AlertsView(window.page);
  await deliveries.getByRole('button', { name: text.alerts.details }).first().click();
  await filters.evaluate((group) => group.scrollIntoView());
}

/** Scrolled to once the window has its size, which moves what is below others. */
function section(view: 'alerts' | 'settings', name: string): Pick<Scene, 'open' | 'whenSized'> {
  const regionIn = ({ page }: VigilmonWindow): Locator => page.getByRole('main').getByRole('region', { name });
  return {
    async open(window) {
      await window.goTo(view);
      await regionIn(window).waitFor();
      // What loads above it would move it.
      await window.page.getByRole('main').getByText(text.common.loading).last().waitFor({ state: 'detached' });
    },
    async whenSized(window) {
      await regionIn(window)
        .getByRole('heading')
        .first()
        .evaluate((element) => element.scrollIntoView());
    },
  };
}
