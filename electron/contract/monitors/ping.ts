/** A host that replies to ICMP echo requests, sent by the system's own `ping`. */
import { assertions, integer, text } from '../fields/field.ts';
import { bracketed, parseAddress } from './address.ts';
import { completeProbed, defineMonitor, probedFields, probedProblems } from './definition.ts';

export const ping = defineMonitor({
  kind: 'ping',
  version: 1,
  observedBy: 'probe',
  fields: {
    host: text({ format: 'host', longest: 253, placeholder: 'router' }),
    /** Echo requests of each check. */
    count: integer({ least: 1, most: 10, default: 3 }),
    ...probedFields,
    assertions: assertions(['packetLoss', 'responseTime']),
  },
  fromAddress(typed) {
    const [, host] = /^ping\s+(\S+)$/i.exec(typed) ?? [];
    if (host !== undefined) return { host: host.replace(/^\[(.*)\]$/, '$1') };
    const address = parseAddress(typed);
    return address?.scheme === 'ping' ? { host: address.host } : null;
  },
  target: ({ host }) => `ping://${bracketed(host)}`,
  shownTarget: ({ host }) => host,
  exporterTarget: ({ host }) => host,
  namesOf: ({ host }) => [host],
  hostOf: ({ host }) => host,
  defaultName: ({ host = '' }) => host,
  unnamed: 'Ping',
  figures: ['packetLoss', 'jitter'],
  hasPhases: false,
  complete: completeProbed,
  problems: probedProblems,
});
