/** Empty pages, and pages that could not be loaded. */
import type { Page } from 'playwright';
import type { LocationView } from '../../../electron/contract/calls/locations.ts';
import type { Monitor } from '../../../electron/contract/monitors/registry.ts';
import type { SystemInfo } from '../../../electron/contract/model/program.ts';
import type { Notice, WordedNotice } from '../../../electron/contract/notices.ts';
import { wordedNotice } from '../../../electron/engine/api/worded.ts';
import { en } from '../../../electron/engine/wording/en.ts';
import { text } from '../../../renderer/text/text.ts';
import { LocationsView } from '../../../test/e2e/pages/locations-view.ts';
import type { VigilmonWindow } from '../../../test/e2e/pages/vigilmon-window.ts';
import type { Scene } from '../scenes.ts';

const sampleNotices: readonly WordedNotice[] = (
  [
    {
      code: 'cannot-record',
      facts: { reason: { code: 'store', facts: { trouble: 'full' } } },
    },
    { code: 'backup-failed', facts: { reason: { code: 'store', facts: { trouble: 'full' } } } },
    { code: 'no-key-store', facts: {} },
  ] satisfies readonly Notice[]
).map((notice) => wordedNotice(notice, en));

export const troubles: readonly Scene[] = [
  { name: 'sign-in', open: openSignIn },
  { name: 'no-match', open: searchInVain, isVariant: true },
  { name: 'gone', open: openGoneMonitor, isVariant: true },
  { name: 'error', open: openUnreadMonitor, isVariant: true },
  { name: 'unreached', open: openUnreached, isVariant: true },
  { name: 'notices', open: openNotices },
  { name: 'locations', open: openLocations },
  { name: 'location-delete', open: askToDeleteLocation, isVariant: true },
];

async function openSignIn({ page }: VigilmonWindow): Promise<void> {
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('textbox', { name: text.signIn.token }).waitFor();
}

async function searchInVain({ page }: VigilmonWindow): Promise<void> {
  await page.getByRole('searchbox', { name: text.filter.search }).fill('telephone');
}

/** As from an old entry of the browser's history. */
async function openGoneMonitor({ page }: VigilmonWindow): Promise<void> {
  await page.evaluate(() => history.replaceState({ view: 'monitor', id: 'long-gone' }, ''));
  await page.reload();
  await page.getByText(text.monitor.gone).waitFor();
}

async function openUnreadMonitor(window: VigilmonWindow): Promise<void> {
  await failCalls(window.page, /monitors\.get/);
  await window.monitor('Checkout').click();
  await window.button(text.common.tryAgain).waitFor();
}

async function openUnreached({ page }: VigilmonWindow): Promise<void> {
  await failCalls(page, /\/api\/v1\//);
  await page.reload();
  await page.getByText(text.common.couldNotLoad).first().waitFor();
}

/** The demo has no trouble of its own, so its program reports one of each severity and one more. */
async function openNotices({ page }: VigilmonWindow): Promise<void> {
  await page.route(/system\.info/, async (route) => {
    const response = await route.fetch();
    const info = (await response.json()) as { readonly value: SystemInfo };
    await route.fulfill({ response, json: { ...info, value: { ...info.value, notices: sampleNotices } } });
  });
  await page.reload();
  await page.getByRole('button', { name: text.banner.dismiss }).first().waitFor();
}

/** Locations, which the demo has none of: one of each kind, and in each state that they can be in. */
async function openLocations(window: VigilmonWindow): Promise<void> {
  const { page } = window;
  const now = await page.evaluate(() => Date.now());
  await page.route(/locations\.list/, (route) => route.fulfill({ json: { ok: true, value: sampleLocations(now) } }));
  await window.goTo('settings');
  const region = page.getByRole('main').getByRole('region', { name: text.locations.title });
  await region.getByRole('listitem').last().waitFor();
  await region.evaluate((section) => {
    section.scrollIntoView();
  });
}

/** Of the demo's monitors the first ones use it. */
async function askToDeleteLocation(window: VigilmonWindow): Promise<void> {
  await window.page.route(/monitors\.list/, async (route) => {
    const response = await route.fetch();
    const { value } = (await response.json()) as { readonly value: readonly Monitor[] };
    const some = value.slice(0, 7).map((monitor) => ({ ...monitor, locations: ['fra'] }));
    await route.fulfill({ response, json: { ok: true, value: some } });
  });
  await openLocations(window);
  await new LocationsView(window.page).askToDelete('Frankfurt');
  await window.page.getByText(text.locations.losing).waitFor();
}

function sampleLocations(now: number): readonly LocationView[] {
  const common = { source: 'hand', budget: null, monitors: 0, last: null } as const;
  const globalping = { ...common, kind: 'globalping', token: null, url: 'https://api.globalping.io' } as const;
  const modules = { module: 'http_2xx', tcpModule: '', tlsModule: '', pingModule: '', dnsModule: '' } as const;
  const answered = { at: now - 3 * 60_000, silence: null, isOutdated: false };
  const budget = { limit: 250, used: 41, planned: 96, spentUntil: null };
  const silence = 'could not be reached: connection refused';
  return [
    {
      ...globalping,
      id: 'fra',
      name: 'Frankfurt',
      where: 'Frankfurt+datacenter-network',
      monitors: 7,
      last: answered,
      budget,
    },
    {
      ...globalping,
      id: 'sin',
      name: 'Singapore',
      where: 'Singapore',
      monitors: 2,
      last: { ...answered, at: now - 190 * 60_000, isOutdated: true },
      budget: { ...budget, used: 250, spentUntil: now + 25 * 60_000 },
    },
    {
      ...common,
      ...modules,
      kind: 'blackbox',
      id: 'office',
      name: 'Office',
      url: 'http://10.0.4.12:9115',
      auth: null,
      monitors: 1,
      last: { ...answered, silence },
    },
    {
      ...common,
      kind: 'proxy',
      id: 'vpn',
      name: 'Branch network behind the old VPN',
      url: 'socks5://vpn.example.com:1080',
      login: null,
      monitors: 1,
    },
    { ...common, kind: 'proxy', id: 'home', name: 'Home', url: 'http://home.example.com:3128', login: null },
  ];
}

async function failCalls(page: Page, calls: RegExp): Promise<void> {
  await page.route(calls, (route) => route.abort());
}
