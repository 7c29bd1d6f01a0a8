/** Resolves a host to the addresses to try. Every check asks the system's resolver, which knows the hosts file, VPNs and mDNS. */
import { lookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { IpFamily } from '../../contract/monitors/definition.ts';
import { cancellable } from './cancellable.ts';
import { explainFailedLookup } from './lookup-failure.ts';
import type { SocketContext } from './open-socket.ts';
import { ProbeError } from './probe-error.ts';
import { takePlace } from './take-place.ts';

const loopback: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** The addresses of what needs no lookup: an address, or a name of this computer. Null: it has to be looked up. */
export function knownAddresses(host: string, ipFamily: IpFamily): readonly LookupAddress[] | null {
  if (isLoopbackName(host)) return loopback.filter(({ family }) => ipFamily === 'auto' || ipFamily === family);
  const family = isIP(host);
  if (family === 0) return null;
  if (ipFamily !== 'auto' && ipFamily !== family) {
    throw new ProbeError({ code: 'wrong-address-family', facts: { host, family: ipFamily } });
  }
  return [{ address: host, family }];
}

/** RFC 6761, section 6.3. Browsers resolve these names themselves, most systems only the first of them. */
export function isLoopbackName(host: string): boolean {
  return /^(?:.+\.)?localhost\.?$/i.test(host);
}

/** Alternates families, starting with the resolver's first choice (RFC 8305, section 4). A lookup cannot be cancelled, only ignored. */
export async function lookUp(
  host: string,
  ipFamily: IpFamily,
  context: SocketContext,
): Promise<readonly LookupAddress[]> {
  const free = await takePlace(context.work.lookups, context);
  context.timer.enter('dns');
  const found = await cancellable<LookupAddress[]>(context.deadline, ({ resolve, reject }) => {
    lookup(host, { all: true, family: ipFamily === 'auto' ? 0 : ipFamily }, (error, addresses) => {
      free();
      if (error === null) resolve(addresses);
      else reject(error);
    });
    return () => undefined;
  }).catch(async (error: unknown) => {
    throw (await explainFailedLookup(error, { host, ipFamily, deadline: context.deadline })) ?? error;
  });
  const first = found.filter(({ family }) => family === found[0]?.family);
  const second = found.filter(({ family }) => family !== found[0]?.family);
  return found.flatMap((_, index) => [first[index], second[index]].filter((address) => address !== undefined));
}
