/** From a host's name to the addresses to try. Looked up anew for each check, by the system's own resolver: hosts file, VPN and mDNS count. */
import { lookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { IpFamily } from '../../contract/monitors/definition.ts';
import { cancellable } from './cancellable.ts';
import type { Deadline } from './deadline.ts';
import { ProbeError } from './probe-error.ts';

/** The address itself where the host is one; null: it has to be looked up. */
export function literalAddress(host: string, ipFamily: IpFamily): LookupAddress | null {
  const family = isIP(host);
  if (family === 0) return null;
  if (ipFamily !== 'auto' && ipFamily !== family) {
    throw new ProbeError({ code: 'wrong-address-family', facts: { host, family: ipFamily } });
  }
  return { address: host, family };
}

/** Families in turn, the resolver's first choice first (RFC 8305, section 4). A lookup cannot be ended, only left alone. */
export async function lookUp(host: string, ipFamily: IpFamily, deadline: Deadline): Promise<readonly LookupAddress[]> {
  const found = await cancellable<LookupAddress[]>(deadline, ({ resolve, reject }) => {
    lookup(host, { all: true, family: ipFamily === 'auto' ? 0 : ipFamily }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
    return () => undefined;
  });
  const first = found.filter(({ family }) => family === found[0]?.family);
  const second = found.filter(({ family }) => family !== found[0]?.family);
  return found.flatMap((_, index) => [first[index], second[index]].filter((address) => address !== undefined));
}
