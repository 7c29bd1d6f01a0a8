/** One DNS question, asked by c-ares: over UDP, and over TCP where the answer is truncated. */
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { DnsRecord } from '../../../contract/monitors/dns.ts';
import { cancellable } from '../../transport/cancellable.ts';
import type { Deadline } from '../../transport/deadline.ts';
import { nameText } from './record-text.ts';
import { reverseName } from './reverse-name.ts';

export interface DnsAnswer {
  /** `NOERROR`, `NXDOMAIN` (RFC 1035, section 4.1.1). */
  readonly rcode: string;
  /** In alphabetical order, names in lower case; empty: no such records. */
  readonly answers: readonly string[];
}

interface DnsQuery {
  readonly host: string;
  readonly record: DnsRecord;
  /** `127.0.0.1:5353`; null: the servers of the system. */
  readonly server: string | null;
  readonly timeoutMs: number;
  readonly deadline: Deadline;
}

type Ask = (resolver: Resolver, name: string) => Promise<readonly string[]>;

const asks: Readonly<Record<DnsRecord, Ask>> = {
  A: (resolver, name) => resolver.resolve4(name),
  AAAA: (resolver, name) => resolver.resolve6(name),
  CNAME: async (resolver, name) => (await resolver.resolveCname(name)).map(nameText),
  MX: async (resolver, name) =>
    (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${String(priority)} ${nameText(exchange)}`),
  NS: async (resolver, name) => (await resolver.resolveNs(name)).map(nameText),
  TXT: async (resolver, name) => (await resolver.resolveTxt(name)).map((parts) => parts.join('')),
  async SOA(resolver, name) {
    const { nsname, hostmaster, serial, refresh, retry, expire, minttl } = await resolver.resolveSoa(name);
    return [[nameText(nsname), nameText(hostmaster), serial, refresh, retry, expire, minttl].join(' ')];
  },
  SRV: async (resolver, name) =>
    (await resolver.resolveSrv(name)).map((srv) => [srv.priority, srv.weight, srv.port, nameText(srv.name)].join(' ')),
  CAA: async (resolver, name) =>
    (await resolver.resolveCaa(name)).map(({ critical, ...tags }) => {
      const [tag = '', value = ''] = Object.entries(tags).find(([key]) => key !== 'type') ?? [];
      return `${String(critical)} ${tag} ${JSON.stringify(value)}`;
    }),
  PTR: async (resolver, name) => (await resolver.resolvePtr(isIP(name) === 0 ? name : reverseName(name))).map(nameText),
};

/** A lost packet is sent once more. */
const tries = 2;
const shortestTimeoutMs = 200;

const rcodes: Readonly<Record<string, string>> = {
  ENODATA: 'NOERROR',
  ENOTFOUND: 'NXDOMAIN',
  ESERVFAIL: 'SERVFAIL',
  EREFUSED: 'REFUSED',
  EFORMERR: 'FORMERR',
  ENOTIMP: 'NOTIMP',
};

/** Rejects with c-ares' own code where no server answered. */
export function queryDns({ host, record, server, timeoutMs, deadline }: DnsQuery): Promise<DnsAnswer> {
  // The second wait is twice as long.
  const timeout = Math.max(shortestTimeoutMs, Math.floor(timeoutMs / 4));
  const resolver = new Resolver({ timeout, tries });
  if (server !== null) resolver.setServers([server]);
  return cancellable<DnsAnswer>(deadline, ({ resolve, reject }) => {
    asks[record](resolver, host).then(
      (answers) => resolve({ rcode: 'NOERROR', answers: [...answers].sort() }),
      (error: unknown) => {
        const rcode = rcodes[codeOf(error)];
        if (rcode === undefined) reject(error instanceof Error ? error : new Error(String(error)));
        else resolve({ rcode, answers: [] });
      },
    );
    return () => resolver.cancel();
  });
}

/** What the system asks, as it is configured now. */
export function systemServers(): readonly string[] {
  return new Resolver().getServers();
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
