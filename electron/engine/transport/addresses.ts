/** Resolves a host to the addresses to try. Every check asks the system's resolver, which knows the hosts file, VPNs and mDNS. */
import { lookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { IpFamily } from '../../contract/monitors/definition.ts';
import { cancellable } from './cancellable.ts';
import type { Deadline } from './deadline.ts';
import { ProbeError } from './probe-error.ts';

/** The host itself if it is an address; null: it has to be looked up. */
export function literalAddress(host: string, ipFamily: IpFamily): LookupAddress | null {
  const family = isIP(host);
  if (family === 0) return null;
  if (ipFamily !== 'auto' && ipFamily !== family) {
    throw new ProbeError({ code: 'wrong-address-family', facts: { host, family: ipFamily } });
  }
  return { address: host, family };
}

/** Alternates families, starting with the resolver's first choice (RFC 8305, section 4). A lookup cannot be cancelled, only ignored. */
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
