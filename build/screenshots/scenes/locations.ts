/** Locations, of which the demo has none: the list, its dialogs, and the choice in the editor. */
import type { Page } from 'playwright';
import type { LocationTest, LocationView } from '../../../electron/contract/calls/locations.ts';
import type { ProbePlaces } from '../../../electron/contract/model/location.ts';
import type { Monitor } from '../../../electron/contract/monitors/registry.ts';
import { text } from '../../../renderer/text/text.ts';
import { LocationsView } from '../../../test/e2e/pages/locations-view.ts';
import { MonitorEditor } from '../../../test/e2e/pages/monitor-editor.ts';
import type { VigilmonWindow } from '../../../test/e2e/pages/vigilmon-window.ts';
import type { Scene } from '../scenes.ts';

export const locations: readonly Scene[] = [
  { name: 'locations', open: openLocations },
  { name: 'location-delete', open: askToDeleteLocation, isVariant: true },
  { name: 'location-dialog', open: addLocation },
  { name: 'location-places', open: openPlaces },
  { name: 'location-test', open: testLocation },
  { name: 'editor-locations', open: chooseLocations },
];

const places: ProbePlaces = {
  at: 0,
  probes: 3_211,
  countries: [
    { country: 'DE', probes: 402, datacenter: 231 },
    { country: 'SG', probes: 61, datacenter: 48 },
  ],
  cities: [
    { city: 'Frankfurt', country: 'DE', probes: 120, datacenter: 114 },
    { city: 'Nuremberg', country: 'DE', probes: 38, datacenter: 35 },
    { city: 'Singapore', country: 'SG', probes: 61, datacenter: 48 },
  ],
  networks: [{ network: 'Hetzner Online', country: 'DE', probes: 44, datacenter: 44 }],
};

const seen: LocationTest = {
  sighting: 'up',
  reason: null,
  responseTime: 84,
  place: { country: 'DE', city: 'Frankfurt', network: 'Hetzner Online' },
  budget: { limit: 250, used: 42, planned: 96, spentUntil: null },
};

/** What the host says to a call instead. */
async function answer(page: Page, calls: RegExp, value: unknown): Promise<void> {
  await page.route(calls, (route) => route.fulfill({ json: { ok: true, value } }));
}

async function haveLocations(page: Page): Promise<void> {
  await answer(page, /locations\.list/, sampleLocations(await page.evaluate(() => Date.now())));
}

async function addLocation(window: VigilmonWindow): Promise<void> {
  await window.goTo('settings');
  await new LocationsView(window.page).add('globalping');
}

async function openPlaces(window: VigilmonWindow): Promise<void> {
  const { page } = window;
  await answer(page, /locations\.places/, places);
  await addLocation(window);
  const { dialog } = new LocationsView(page);
  await dialog.getByRole('button', { name: text.locations.choosePlace }).click();
  await dialog.getByRole('combobox', { name: text.locations.places }).click();
}

async function testLocation(window: VigilmonWindow): Promise<void> {
  const { page } = window;
  await answer(page, /locations\.test/, seen);
  await openLocations(window);
  const view = new LocationsView(page);
  await view.openTest('Frankfurt');
  await view.ask('https://example.com/health');
  await view.testResult('Frankfurt').waitFor();
}

/** Two that must agree with this computer, and what they cost. */
async function chooseLocations({ page }: VigilmonWindow): Promise<void> {
  await haveLocations(page);
  const budget = { limit: 250, used: 41, planned: 180, spentUntil: null };
  await answer(page, /locations\.review/, {
    warnings: [],
    budgets: [{ locationIds: ['fra', 'sin'], budget, perHour: 8, perConfirmation: 2 }],
  });
  // The engine knows nothing of these locations, and example.com may be out of reach: this page is checked, from here.
  const url = new URL('/', page.url()).href;
  await page.route(/monitors\.preview$/, (route) => {
    const input = route.request().postDataJSON() as object;
    return route.continue({ postData: { ...input, url, locations: [] } });
  });
  const editor = new MonitorEditor(page);
  await editor.open('http');
  await editor.url.fill('https://example.com/health');
  await editor.openLocations();
  for (const name of ['Frankfurt', 'Singapore']) await editor.location(name).check();
  await editor.location('Frankfurt').evaluate((box) => box.scrollIntoView({ block: 'center' }));
}

/** Locations, which the demo has none of: one of each kind, and in each state that they can be in. */
async function openLocations(window: VigilmonWindow): Promise<void> {
  const { page } = window;
  await haveLocations(page);
  await window.goTo('settings');
  const region = page.getByRole('main').getByRole('region', { name: text.locations.title });
  await region.getByRole('listitem').last().waitFor();
  // As a link to it does.
  await region
    .getByRole('heading')
    .first()
    .evaluate((heading) => {
      heading.scrollIntoView();
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
  const answered = { at: now - 3 * 60_000, silence: null, responseTime: 84, isOutdated: false };
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
      last: { ...answered, silence, responseTime: null },
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
