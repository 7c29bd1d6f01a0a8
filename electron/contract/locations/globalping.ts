/** Globalping: probes all over the world, run by volunteers and hosters; or a network of one's own with the same API. */
import { optional, secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import type { MonitorValuesOf } from '../monitors/registry.ts';
import { defineLocation } from './definition.ts';

export const publicGlobalping = 'https://api.globalping.io';

/** It has no CAA records, and looks up the names of addresses alone. */
function dnsObstacle({ record, host }: MonitorValuesOf<'dns'>): string | null {
  if (record === 'CAA') return 'record';
  const isAddress = /^[\d.]+$|:/.test(host);
  return record === 'PTR' && !isAddress ? 'host' : null;
}

export const globalping = defineLocation({
  kind: 'globalping',
  version: 1,
  fields: {
    /** Its "magic" text: names, codes and tags, joined by `+`. */
    where: text({ longest: 200, placeholder: 'Frankfurt+datacenter-network' }),
    token: optional(secret({ longest: 500 })),
    url: text({ format: 'web-url', longest: 1_000, default: publicGlobalping }),
  },
  unnamed: 'Globalping',
  origin: ({ url }) => originOfUrl(url),
  asks: ['http', 'ping', 'dns'],
  obstacles: { dns: dnsObstacle },
  isPublic: ({ url }) => new URL(url).hostname === new URL(publicGlobalping).hostname,
  isMetered: true,
});
