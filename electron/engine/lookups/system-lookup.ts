import { lookup } from 'node:dns';
import type { LookupReply, LookupRequest } from '../ports.ts';

/** The system's resolver (getaddrinfo), which knows the hosts file, VPNs and mDNS. */
export function systemLookup({ id, host, family }: LookupRequest, reply: (reply: LookupReply) => void): void {
  lookup(host, { all: true, family }, (error, addresses) =>
    reply(error === null ? { id, addresses } : { id, error: error.code ?? error.name }),
  );
}
