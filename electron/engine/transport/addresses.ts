/** Resolves a host to the addresses to try. Every check asks anew, and shares the lookup with others that ask at the same time. */
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { IpFamily } from '../../contract/monitors/definition.ts';
import { LookupError } from '../lookups/lookup-error.ts';
import { cancellable } from './cancellable.ts';
import { explainFailedLookup } from './lookup-failure.ts';
import type { SocketContext } from './open-socket.ts';
import { ProbeError } from './probe-error.ts';
import { pauseTime } from './take-place.ts';

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

/** Alternates families, starting with the resolver's first choice (RFC 8305, section 4). */
export async function lookUp(
  host: string,
  ipFamily: IpFamily,
  context: SocketContext,
): Promise<readonly LookupAddress[]> {
  const { deadline, timer, work } = context;
  timer.enter('dns');
  const found = await cancellable<readonly LookupAddress[]>(deadline, ({ resolve, reject }) => {
    const resume = pauseTime(context);
    const withdraw = work.lookups.ask(
      { host, family: ipFamily === 'auto' ? 0 : ipFamily },
      {
        onBegin: resume,
        onResult(result) {
          if (result instanceof LookupError) reject(result);
          else resolve(result);
        },
      },
    );
    return () => {
      withdraw();
      resume();
    };
  }).catch(async (error: unknown) => {
    const { lookups } = work;
    throw (await explainFailedLookup(error, { host, ipFamily, deadline, lookups })) ?? error;
  });
  const first = found.filter(({ family }) => family === found[0]?.family);
  const second = found.filter(({ family }) => family !== found[0]?.family);
  return found.flatMap((_, index) => [first[index], second[index]].filter((address) => address !== undefined));
}
