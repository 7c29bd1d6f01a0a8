/** Records of a name, as a name server answers for them. */
import { assertions, choice, optional, text } from '../fields/field.ts';
import { authority, bracketed, parseAddress, type Address } from './address.ts';
import { completeProbed, defineMonitor, probedFields, probedProblems } from './definition.ts';

const dnsRecords = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'SOA', 'SRV', 'CAA', 'PTR'] as const;
export type DnsRecord = (typeof dnsRecords)[number];

export const dnsPort = 53;

export const dns = defineMonitor({
  kind: 'dns',
  version: 1,
  observedBy: 'probe',
  fields: {
    /** Of a PTR record, the name or the address itself. */
    host: text({ format: 'host', longest: 253, placeholder: 'example.com' }),
    record: choice(dnsRecords, 'A'),
    /** Null: those of the system. */
    resolver: optional(text({ format: 'server', longest: 260, placeholder: '1.1.1.1' })),
    ...probedFields,
    assertions: assertions(['answer', 'rcode', 'responseTime']),
  },
  fromAddress(typed) {
    const [, name, type] = /^(?:dns|dig)\s+(\S+)(?:\s+(\w+))?$/i.exec(typed) ?? [];
    const address = parseAddress(name === undefined ? typed : `dns://${name}?type=${type ?? 'A'}`);
    return address?.scheme === 'dns' ? questionOf(address) : null;
  },
  target: ({ host, record, resolver }) =>
    `dns://${resolver === null ? '' : `${resolver}/`}${bracketed(host)}?type=${record}`,
  // As `dig` is asked.
  shownTarget: ({ host, record, resolver }) => `${host} ${record}${resolver === null ? '' : ` @${resolver}`}`,
  hostOf: ({ resolver }) => (resolver === null ? null : serverAuthority(resolver)),
  namesOf: ({ host, resolver }) => [host, ...(resolver === null ? [] : [serverOf(resolver).host])],
  defaultName: ({ host = '', record = 'A' }) => (host === '' ? '' : `${host} ${record}`),
  unnamed: 'DNS',
  complete: completeProbed,
  problems: probedProblems,
});

interface Question {
  readonly host: string;
  readonly record?: DnsRecord;
  readonly resolver?: string;
}

/** RFC 4501: `dns://1.1.1.1/example.com?type=MX`; without a path, the authority is the name. Null: a type that is not known. */
function questionOf({ host, port, rest }: Address): Question | null {
  const [, path = '', query = ''] = /^\/?([^?#]*)(?:\?([^#]*))?/.exec(rest) ?? [];
  const type = /(?:^|[&;])type=(\w+)/i.exec(query)?.[1]?.toUpperCase();
  const record = dnsRecords.find((known) => known === type);
  if (type !== undefined && record === undefined) return null;
  const server = port === null ? bracketed(host) : authority(host, port);
  return {
    ...(path === '' ? { host } : { host: path.replace(/^\[(.*)\]$/, '$1'), resolver: server }),
    ...(record === undefined ? {} : { record }),
  };
}

/** @param server in the format `server`. */
export function serverOf(server: string): { readonly host: string; readonly port: number } {
  // A bare IPv6 address is not in brackets.
  const address = parseAddress(server);
  return { host: address?.host ?? server, port: address?.port ?? dnsPort };
}

function serverAuthority(server: string): string {
  const { host, port } = serverOf(server);
  return authority(host, port);
}
