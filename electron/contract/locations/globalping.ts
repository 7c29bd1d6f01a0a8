/** Globalping: probes all over the world, run by volunteers and hosters; or a network of one's own with the same API. */
import { optional, secret, text } from '../fields/field.ts';
import { originOfUrl } from '../fields/origin.ts';
import { defineLocation } from './definition.ts';

export const publicGlobalping = 'https://api.globalping.io';

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
  asks: ['http'],
  isPublic: ({ url }) => new URL(url).hostname === new URL(publicGlobalping).hostname,
  isMetered: true,
});
