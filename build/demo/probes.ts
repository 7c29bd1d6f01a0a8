/**
 * What the demo monitors besides web endpoints and jobs: one monitor of each other kind. The sample service is their
 * target as well.
 */
import { fileURLToPath } from 'node:url';
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import type { Event } from './endpoints.ts';
import type { ServiceAddress } from './service-address.ts';
import type { Pace } from './response-time.ts';
import type { Random } from './history/random.ts';

type Figures = Readonly<Record<string, number>>;

export interface DemoProbe {
  readonly id: string;
  readonly name: string;
  readonly input: (service: ServiceAddress) => MonitorInput;
  /** The same with a target that is broken; null: its target never breaks. */
  readonly broken: ((service: ServiceAddress) => MonitorInput) | null;
  readonly pace: Pace;
  readonly monthlyOutages: number;
  readonly events?: readonly Event[];
  /** What its checks measured over time, in place of what the target says now. */
  readonly figuresAt?: (now: Figures, when: PastMoment) => Figures;
}

interface PastMoment {
  readonly agoMs: number;
  readonly atMs: number;
  readonly random: Random;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const plugin = fileURLToPath(new URL('./targets/check-disk.ts', import.meta.url));

/** Of a day: 0 at night, 1 in the afternoon. */
function daylight(atMs: number): number {
  return (1 - Math.cos(((atMs % day) / day) * 2 * Math.PI)) / 2;
}

function rounded(value: number, digits = 0): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

export const probes: readonly DemoProbe[] = [
  {
    id: 'mail-relay',
    name: 'Mail relay',
    input: ({ mailPort }) => ({
      kind: 'tcp',
      host: '127.0.0.1',
      port: mailPort,
      send: 'QUIT\\r\\n',
      severity: 'warning',
      tags: ['mail', 'production'],
      assertions: [{ on: 'response', is: 'contains', value: '220 mail.example.com' }],
    }),
    broken: ({ mailPort }) => ({ kind: 'tcp', host: '127.0.0.2', port: mailPort }),
    pace: { quietMs: 4.2, busy: 0.6, noise: 0.2, slow: 0.003 },
    monthlyOutages: 0.4,
    events: [{ is: 'down', agoMs: 3 * day + 2 * hour, forMs: 12 * minute, fault: 'reset' }],
  },
  {
    id: 'office-router',
    name: 'Office router',
    input: () => ({
      kind: 'ping',
      host: '127.0.0.1',
      severity: 'info',
      tags: ['office'],
      assertions: [{ on: 'packetLoss', is: 'lessThan', value: 50 }],
    }),
    broken: null,
    pace: { quietMs: 0.48, busy: 0.8, noise: 0.2, slow: 0.01 },
    monthlyOutages: 0,
    figuresAt: (_, { atMs, random }) => ({
      packetLoss: random.isHit(0.02) ? 33.3 : 0,
      jitter: rounded(0.04 + 0.12 * daylight(atMs) * random.next(), 3),
    }),
  },
  {
    id: 'shop-dns',
    name: 'Shop DNS',
    input: ({ dnsPort }) => ({
      kind: 'dns',
      host: 'shop.example.com',
      resolver: `127.0.0.1:${String(dnsPort)}`,
      tags: ['shop', 'production'],
      assertions: [{ on: 'answer', is: 'contains', value: '192.0.2.20' }],
    }),
    broken: ({ dnsPort }) => ({
      kind: 'dns',
      host: 'old-shop.example.com',
      resolver: `127.0.0.1:${String(dnsPort)}`,
    }),
    pace: { quietMs: 2.4, busy: 0.3, noise: 0.25, slow: 0.004 },
    monthlyOutages: 0.3,
    events: [{ is: 'down', agoMs: 5 * day + 6 * hour, forMs: 8 * minute, fault: 'reset' }],
  },
  {
    id: 'mail-certificate',
    name: 'Mail certificate',
    input: ({ certifiedPort, certificate }) => ({
      kind: 'certificate',
      host: '127.0.0.1',
      port: certifiedPort,
      serverName: 'mail.example.com',
      trustedCertificates: certificate,
      severity: 'warning',
      tags: ['mail', 'production'],
    }),
    broken: null,
    pace: { quietMs: 7, busy: 0.3, noise: 0.15, slow: 0.002 },
    monthlyOutages: 0,
    figuresAt: daysBefore,
  },
  {
    id: 'disk-space',
    name: 'Disk space',
    input: () => ({ kind: 'command', command: [process.execPath, plugin], tags: ['storage'] }),
    broken: () => ({ kind: 'command', command: [process.execPath, plugin, 'full'] }),
    pace: { quietMs: 62, busy: 0.2, noise: 0.1, slow: 0.002 },
    monthlyOutages: 0,
    events: [{ is: 'down', agoMs: 26 * hour, forMs: 34 * minute, fault: 'reset' }],
    // It is emptied every night.
    figuresAt: (now, { agoMs, atMs, random }) => ({
      '/': rounded((now['/'] ?? 0) - Math.min(12, agoMs / (7 * day)) + 6 * daylight(atMs) + 0.2 * random.next(), 1),
      inodes: rounded((now['inodes'] ?? 0) + 3 * daylight(atMs)),
    }),
  },
  {
    id: 'shop-worker',
    name: 'Shop worker',
    input: ({ engineSocket }) => ({
      kind: 'container',
      container: 'shop-worker',
      socket: engineSocket,
      tags: ['shop', 'production'],
    }),
    broken: ({ engineSocket }) => ({ kind: 'container', container: 'broken', socket: engineSocket }),
    pace: { quietMs: 3.1, busy: 0.4, noise: 0.2, slow: 0.003 },
    monthlyOutages: 0.5,
    events: [{ is: 'down', agoMs: day + 7 * hour, forMs: 6 * minute, fault: 'reset' }],
    figuresAt: (now, { agoMs }) => ({ restarts: Math.max(0, (now['restarts'] ?? 0) - Math.floor(agoMs / (9 * day))) }),
  },
  {
    id: 'example-domain',
    name: 'example.com',
    input: ({ plain }) => ({
      kind: 'domain',
      domain: 'example.com',
      server: `${plain}/rdap/`,
      severity: 'warning',
      tags: ['web'],
    }),
    broken: null,
    pace: { quietMs: 340, busy: 0.1, noise: 0.2, slow: 0.01 },
    monthlyOutages: 0,
    figuresAt: daysBefore,
  },
  {
    id: 'order-queue',
    name: 'Order queue',
    input: ({ plain }) => metricInput(plain, 'shop_orders_queued'),
    broken: ({ plain }) => metricInput(plain, 'shop_orders_stuck'),
    pace: { quietMs: 9, busy: 0.8, noise: 0.2, slow: 0.005 },
    monthlyOutages: 0.4,
    events: [{ is: 'down', agoMs: 28 * hour, forMs: 17 * minute, fault: 'reset' }],
    figuresAt: (now, { atMs, random }) => ({
      ...now,
      value: rounded(40 + 180 * daylight(atMs) ** 2 + 25 * random.next()),
    }),
  },
];

function metricInput(plain: string, query: string): MonitorInput {
  return {
    kind: 'metric',
    url: `${plain}/prometheus`,
    query,
    tags: ['shop', 'production'],
    assertions: [{ on: 'value', is: 'lessThan', value: 400 }],
  };
}

function daysBefore(now: Figures, { agoMs }: PastMoment): Figures {
  return { days: (now['days'] ?? 0) + Math.floor(agoMs / day) };
}
