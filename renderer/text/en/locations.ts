/** Locations: each kind with its form, the list, and the test. */
import type { LocationView } from '../../../electron/contract/calls/locations.ts';
import type {
  Location,
  locationDefinitions,
  LocationKind,
  LocationOf,
} from '../../../electron/contract/locations/registry.ts';
import type { BudgetView, Place } from '../../../electron/contract/model/location.ts';
import { formatCount, formatTimeOfDay } from '../../format.ts';
import type { FieldTexts } from '../field-text.ts';
import { countryName } from './country.ts';
import { countMonitors, plural } from './phrases.ts';

interface LocationWords<K extends LocationKind> {
  readonly name: string;
  /** Its name within a sentence. */
  readonly noun: string;
  /** After the name of its kind. */
  readonly target: (location: LocationOf<K>) => string;
  /** What it is, and what leaves this computer. */
  readonly note: string;
  readonly fields: FieldTexts<(typeof locationDefinitions)[K]['fields']>;
}

export const locationKinds: { readonly [K in LocationKind]: LocationWords<K> } = {
  globalping: {
    name: 'Globalping',
    noun: 'Globalping',
    target: ({ where }) => ` from ${where.replaceAll('+', ', ').replaceAll('-network', ' network')}`,
    note: 'Public probes see the URL, method and headers, the host, or the DNS query. Credentials, tokens and bodies are never sent.',
    fields: {
      where: { label: 'Where', hint: 'Cities, countries, networks or tags, joined by +.' },
      token: { label: 'Token', hint: 'Optional. From the Globalping dashboard, for a higher hourly limit.' },
      url: {
        label: 'API URL',
        hint: 'Results on the public network are public, and free use is non-commercial. Change it for a network of your own.',
      },
    },
  },
  blackbox: {
    name: 'Blackbox exporter',
    noun: 'blackbox exporter',
    target: ({ url, module }) => ` at ${url} (${module})`,
    note: 'The exporter gets only the URL, the host and port, or the name server. Its modules decide what a good response is; assertions are not checked there.',
    fields: {
      url: { label: 'URL', hint: 'Of a Prometheus blackbox_exporter.' },
      module: { label: 'Module for HTTP' },
      tcpModule: { label: 'Module for TCP ports' },
      tlsModule: { label: 'Module for TLS and certificates' },
      pingModule: { label: 'Module for pings' },
      dnsModule: { label: 'Module for DNS', hint: 'One module per name. {monitor} stands for the ID of the monitor.' },
      auth: {
        label: 'Authentication',
        none: 'None',
        options: {
          basic: { label: 'Basic', fields: { username: { label: 'Username' }, password: { label: 'Password' } } },
          bearer: { label: 'Bearer token', fields: { token: { label: 'Bearer token' } } },
        },
      },
    },
  },
  proxy: {
    name: 'Proxy',
    noun: 'proxy',
    target: ({ url }) => ` at ${url}`,
    note: 'Requests pass through the proxy, with their headers and credentials. Over HTTPS it sees the host and port alone.',
    fields: {
      url: { label: 'URL', hint: 'http, https or socks5. The proxy resolves host names.' },
      login: {
        label: 'Login',
        fields: { username: { label: 'Username', hint: 'Leave empty for no login.' }, password: { label: 'Password' } },
      },
    },
  },
};

function locationTarget(location: Location): string {
  return targetOf(location.kind, location);
}

function targetOf<K extends LocationKind>(kind: K, location: LocationOf<K>): string {
  return locationKinds[kind].target(location);
}

/** `12 of 250 tests this hour`; empty: not known. */
function describeBudget({ limit, used, spentUntil }: BudgetView): string {
  if (spentUntil !== null) return `Hourly limit reached, asked again at ${formatTimeOfDay(spentUntil)}`;
  const tests = (count: number): string => `${plural(count, 'test', 'tests')} this hour`;
  if (limit === null) return used === 0 ? '' : tests(used);
  return `${formatCount(used)} of ${tests(limit)}`;
}

/** `7 monitors · 12 of 250 tests this hour`. */
function describeUse({ monitors, last, budget }: LocationView): string {
  const parts = monitors === 0 ? ['Not used yet'] : [countMonitors(monitors), last === null ? 'not asked yet' : ''];
  return [...parts, budget === null ? '' : describeBudget(budget)].filter((part) => part !== '').join(' · ');
}

/** `Frankfurt, Germany`; a city that is a country is named once; empty: unknown. */
function describePlace({ city, country }: Place): string {
  return [...new Set([city, country === null ? null : countryName(country)])]
    .filter((part) => part !== null)
    .join(', ');
}

export const locations = {
  title: 'Locations',
  note: 'Other places that can check a monitor',
  add: 'Add location',
  addOf: (noun: string) => `Add ${noun} location`,
  none: 'No locations yet: monitors are checked from this computer only.',
  target: locationTarget,
  budget: describeBudget,
  use: describeUse,
  answered: 'Answered',
  overdue: 'Overdue: last answered',
  silent: 'No answer',
  edit: 'Edit',
  editOf: (name: string) => `Edit ${name}`,
  moreOf: (name: string) => `More actions for ${name}`,
  saved: (name: string) => `${name} saved`,
  test: 'Test now',
  testOf: (name: string) => `Test now: ${name}`,
  testUrl: 'URL or address',
  testUrlHint: 'Checked once from there; nothing is recorded.',
  ask: 'Test now',
  testResult: (name: string) => `Result from ${name}`,
  query: 'This URL has a query, which the probes see. Make sure that it holds no token or personal data.',
  place: 'Place',
  network: 'Network',
  responseTime: 'Response time',
  limit: 'Limit',
  describePlace,
  countryName,
  probes: (count: number, datacenter: number) =>
    plural(count, 'probe', 'probes') + (datacenter === 0 ? '' : `, ${formatCount(datacenter)} in data centers`),
  choosePlace: 'Choose from the places with probes',
  places: 'Places with probes',
  placeKinds: { country: 'Country', city: 'City', network: 'Network' },
  searchPlaces: 'Country, city or network',
  delete: 'Delete',
  deleteOf: (name: string) => `Delete ${name}?`,
  deleteWarning: 'Checks from there stop, and their history is deleted.',
  losing: 'Monitors that continue without it',
  deleted: (name: string) => `${name} deleted`,
};
