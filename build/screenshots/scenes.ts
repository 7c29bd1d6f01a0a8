/** What is shown on each picture, and how a person gets there: found by role and word, as in the tests. */
import type { Page } from 'playwright';
import { text } from '../../renderer/text.ts';
import { IncidentsView } from '../../test/e2e/pages/incidents-view.ts';
import { MonitorEditor } from '../../test/e2e/pages/monitor-editor.ts';
import { MonitorView } from '../../test/e2e/pages/monitor-view.ts';
import type { VigilmonWindow } from '../../test/e2e/pages/vigilmon-window.ts';

export interface Scene {
  readonly name: string;
  /** On a program that nobody has set up yet. */
  readonly isEmpty?: boolean;
  readonly open: (window: VigilmonWindow) => Promise<void>;
}

export const scenes: readonly Scene[] = [
  { name: 'overview', open: (window) => window.goTo('overview') },
  { name: 'monitor', open: (window) => window.monitor('Shop API').click() },
  { name: 'monitor-week', open: openWeek },
  { name: 'monitor-down', open: (window) => window.monitor('Staging API').click() },
  { name: 'heartbeat', open: (window) => window.monitor('Invoice mailer').click() },
  { name: 'editor', open: openEditor },
  { name: 'editor-heartbeat', open: ({ page }) => new MonitorEditor(page).open('heartbeat') },
  { name: 'incidents', open: (window) => window.goTo('incidents') },
  { name: 'incident', open: openIncident },
  { name: 'alerts', open: (window) => window.goTo('alerts') },
  { name: 'settings', open: (window) => window.goTo('settings') },
  { name: 'settings-end', open: openEndOfSettings },
  { name: 'palette', open: openPalette },
  { name: 'first-run', isEmpty: true, open: () => Promise.resolve() },
];

/** Long enough for bands and an outage. */
async function openWeek(window: VigilmonWindow): Promise<void> {
  await window.monitor('Shop API').click();
  await window.page.getByRole('radiogroup', { name: text.history.range }).getByText('7d').click();
}

/** With what a check of the draft sees. */
async function openEditor(window: VigilmonWindow): Promise<void> {
  await window.monitor('Checkout').click();
  await new MonitorView(window.page).edit();
  await window.page.getByRole('button', { name: text.preview.again }).waitFor();
}

/** One that is over, with evidence from both sides of it. */
async function openIncident(window: VigilmonWindow): Promise<void> {
  await window.goTo('incidents');
  await new IncidentsView(window.page).ended
    .getByRole('button', { name: /Checkout/ })
    .first()
    .click();
}

async function openEndOfSettings(window: VigilmonWindow): Promise<void> {
  await window.goTo('settings');
  await main(window.page).getByRole('region').last().scrollIntoViewIfNeeded();
}

async function openPalette(window: VigilmonWindow): Promise<void> {
  await window.goTo('overview');
  await window.page.keyboard.press('Control+k');
  await window.page.keyboard.type('sea');
}

function main(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('main');
}
