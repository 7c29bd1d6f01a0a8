/**
 * The endpoints of a small company, which the demo checks. The sample service on this computer serves them; the names
 * are made up.
 */
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import type { Pace } from './response-time.ts';
import type { ProbeError } from './sample-answers.ts';
import type { ServiceAddress } from './service-address.ts';

type HttpInput = Extract<MonitorInput, { kind: 'http' }>;

/** Its recent problems, apart from random ones. Counted back from now. */
export type Event =
  | { readonly is: 'down'; readonly agoMs: number; readonly forMs: number; readonly fault: ProbeError }
  | { readonly is: 'slow'; readonly agoMs: number; readonly forMs: number }
  | { readonly is: 'paused'; readonly agoMs: number };

export interface DemoEndpoint {
  readonly path: string;
  readonly isSecure?: boolean;
  readonly input: Omit<HttpInput, 'kind' | 'url'> & { readonly id: string; readonly name: string };
  readonly pace: Pace;
  /** Random outages, and their causes. */
  readonly monthlyOutages: number;
  readonly faults: readonly [ProbeError, ...ProbeError[]];
  readonly events?: readonly Event[];
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
export const forever = Number.POSITIVE_INFINITY;

const okBody = { on: 'body', is: 'contains', value: '"status": "ok"' } as const;
const status200 = { on: 'status', is: 'equals', value: 200 } as const;
const statusOk = { on: 'json', path: '$.status', is: 'equals', value: 'ok' } as const;
const databaseOk = { on: 'json', path: '$.checks.database', is: 'equals', value: 'ok' } as const;

export const shopId = 'shop-api';

export const endpoints: readonly DemoEndpoint[] = [
  {
    path: '/shop/health',
    input: {
      id: shopId,
      name: 'Shop API',
      tags: ['shop', 'production'],
      interval: '5s',
      timeout: '2s',
      recheckInterval: '2s',
      assertions: [status200, statusOk],
      notes: 'Runbook: restart the connection pool first, then look at the replica.',
    },
    pace: { quietMs: 34, busy: 0.9, noise: 0.16, slow: 0.004 },
    monthlyOutages: 1.2,
    faults: ['database', 'bad-gateway', 'timeout'],
    events: [
      { is: 'down', agoMs: 6 * day + 3 * hour, forMs: 23 * minute, fault: 'database' },
      { is: 'down', agoMs: 2 * day + 5 * hour, forMs: 4 * minute, fault: 'timeout' },
    ],
  },
  {
    path: '/storefront',
    input: {
      id: 'storefront',
      name: 'Storefront',
      tags: ['shop', 'production', 'web'],
      assertions: [status200, { on: 'body', is: 'contains', value: 'Add to basket' }],
    },
    pace: { quietMs: 112, busy: 0.7, noise: 0.12, slow: 0.006 },
    monthlyOutages: 0.5,
    faults: ['bad-gateway', 'wrong-page'],
  },
  {
    path: '/checkout/health',
    input: {
      id: 'checkout',
      name: 'Checkout',
      tags: ['shop', 'payments', 'production'],
      assertions: [status200, okBody],
    },
    pace: { quietMs: 61, busy: 1.1, noise: 0.14, slow: 0.005 },
    monthlyOutages: 0.8,
    faults: ['payments', 'internal'],
    events: [{ is: 'down', agoMs: 20 * hour, forMs: 7 * minute, fault: 'payments' }],
  },
  {
    path: '/billing/health',
    input: { id: 'billing', name: 'Billing', tags: ['payments', 'production'], assertions: [status200, databaseOk] },
    pace: { quietMs: 47, busy: 0.5, noise: 0.13, slow: 0.003 },
    monthlyOutages: 0.4,
    faults: ['database', 'internal'],
  },
  {
    path: '/auth/.well-known/openid-configuration',
    input: {
      id: 'sign-in',
      name: 'Sign-in',
      tags: ['identity', 'production'],
      assertions: [
        status200,
        { on: 'json', path: '$.issuer', is: 'equals', value: 'https://auth.example.com/' },
        { on: 'responseTime', is: 'lessThan', value: 1_500 },
      ],
    },
    pace: { quietMs: 22, busy: 0.4, noise: 0.12, slow: 0.002 },
    monthlyOutages: 0.3,
    faults: ['internal', 'reset'],
    events: [{ is: 'down', agoMs: 12 * day + 2 * hour, forMs: 4 * minute, fault: 'internal' }],
  },
  {
    path: '/search?q=desk+lamp',
    input: {
      id: 'search',
      name: 'Search',
      severity: 'warning',
      tags: ['search', 'production'],
      degradedAfter: '400ms',
      assertions: [status200, { on: 'json', path: '$.hits', is: 'greaterThan', value: 0 }],
    },
    pace: { quietMs: 128, busy: 0.9, noise: 0.14, slow: 0.001 },
    monthlyOutages: 0.6,
    faults: ['empty-search', 'timeout'],
    events: [
      { is: 'slow', agoMs: 47 * minute, forMs: forever },
      { is: 'slow', agoMs: 5 * day + 4 * hour, forMs: 2 * hour },
    ],
  },
  {
    path: '/cdn/frankfurt/edge.txt',
    input: {
      id: 'cdn-frankfurt',
      name: 'CDN edge Frankfurt',
      severity: 'warning',
      tags: ['cdn', 'production'],
      assertions: [status200, { on: 'header', path: 'cache-control', is: 'contains', value: 'max-age' }],
    },
    pace: { quietMs: 9, busy: 0.2, noise: 0.2, slow: 0.002 },
    monthlyOutages: 0.3,
    faults: ['reset'],
  },
  {
    path: '/cdn/singapore/edge.txt',
    input: {
      id: 'cdn-singapore',
      name: 'CDN edge Singapore',
      severity: 'warning',
      tags: ['cdn', 'production'],
      assertions: [status200, { on: 'header', path: 'cache-control', is: 'contains', value: 'max-age' }],
    },
    pace: { quietMs: 186, busy: 0.25, noise: 0.09, slow: 0.02 },
    monthlyOutages: 2,
    faults: ['reset', 'timeout'],
    events: [{ is: 'down', agoMs: 8 * hour, forMs: 3 * minute, fault: 'reset' }],
  },
  {
    path: '/portal',
    isSecure: true,
    input: {
      id: 'customer-portal',
      name: 'Customer portal',
      severity: 'warning',
      tags: ['web', 'production'],
      ignoreTlsErrors: true,
      assertions: [status200],
      notes: 'The certificate is renewed by hand.',
    },
    pace: { quietMs: 74, busy: 0.6, noise: 0.13, slow: 0.004 },
    monthlyOutages: 0.3,
    faults: ['maintenance'],
  },
  {
    path: '/docs/',
    input: { id: 'docs', name: 'Documentation', severity: 'info', tags: ['web'], interval: '2m' },
    pace: { quietMs: 41, busy: 0.2, noise: 0.1, slow: 0.002 },
    monthlyOutages: 0.3,
    faults: ['not-found', 'bad-gateway'],
  },
  {
    path: '/',
    input: { id: 'website', name: 'Company website', severity: 'info', tags: ['web'], interval: '2m' },
    pace: { quietMs: 83, busy: 0.4, noise: 0.12, slow: 0.003 },
    monthlyOutages: 0.2,
    faults: ['bad-gateway'],
  },
  {
    path: '/partner/v2/ping',
    input: {
      id: 'partner-api',
      name: 'Partner API',
      severity: 'warning',
      tags: ['partners', 'production'],
      auth: { type: 'bearer', token: 'demonstration-token' },
      assertions: [status200, { on: 'json', path: '$.pong', is: 'equals', value: true }],
    },
    pace: { quietMs: 142, busy: 0.3, noise: 0.18, slow: 0.01 },
    monthlyOutages: 1.5,
    faults: ['unauthorized', 'timeout', 'bad-gateway'],
  },
  {
    path: '/staging/health',
    input: { id: 'staging-api', name: 'Staging API', severity: 'info', tags: ['staging'], assertions: [status200] },
    pace: { quietMs: 58, busy: 0.5, noise: 0.25, slow: 0.01 },
    monthlyOutages: 3,
    faults: ['bad-gateway', 'internal'],
    events: [{ is: 'down', agoMs: 2 * hour + 52 * minute, forMs: forever, fault: 'bad-gateway' }],
  },
  {
    path: '/old-shop',
    input: {
      id: 'old-shop',
      name: 'Old shop',
      severity: 'info',
      tags: ['shop', 'legacy'],
      notes: 'Switched off for good at the end of the year.',
    },
    pace: { quietMs: 240, busy: 0.3, noise: 0.2, slow: 0.02 },
    monthlyOutages: 1,
    faults: ['internal'],
    events: [{ is: 'paused', agoMs: 9 * day + 5 * hour }],
  },
];

export function monitorInput({ input, path, isSecure = false }: DemoEndpoint, address: ServiceAddress): MonitorInput {
  return { ...input, kind: 'http', url: `${isSecure ? address.secure : address.plain}${path}` };
}
