/**
 * A failed check is reviewed before it counts: was it the target, or this computer? What the target itself said (a
 * response under a verified certificate) stands. A loopback target stands. A LAN target stands while this
 * computer is on such a network. Everything else stands only if the internet can be reached at this moment; if not, the
 * check is `inconclusive` and counts neither way. A response that may come from a captive portal is reviewed in the same
 * way, but only if it would change the state, or if the internet was unreachable when last asked.
 */
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import type { Failure } from '../../contract/failure.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import { probedRoom } from '../kinds/registry.ts';
import type { CheckDetail, Connection } from '../../contract/model/state.ts';
import type { Connectivity } from './connectivity.ts';
import { isNetworkPresent, scopeOf } from './scope.ts';

/** `isNews`: until now the monitor was not known to be well. */
export type Review = (monitor: ProbedMonitor, check: CheckDetail, isNews: boolean) => Promise<CheckDetail>;

const failures = {
  offline: { code: 'offline', facts: {} },
  portal: { code: 'captive-portal', facts: {} },
  elsewhere: { code: 'other-network', facts: {} },
} as const satisfies Readonly<Record<Exclude<Connection, 'online'> | 'elsewhere', Failure>>;

export interface ReviewOptions {
  readonly connectivity: Pick<Connectivity, 'current' | 'judgeNow'>;
  /** The address of a name now; null: it cannot be resolved. */
  readonly resolve: (host: string) => Promise<string | null>;
  /** The addresses of this computer. */
  readonly ownAddresses: () => readonly string[];
}

export function openReview({ connectivity, resolve, ownAddresses }: ReviewOptions): Review {
  return async (monitor, check, isNews) => {
    const { hostname, isAuthentic } = probedRoom(monitor);
    const isFailure = check.verdict === 'fail';
    const isDoubtful = isFailure || isNews || connectivity.current() !== 'online';
    if (check.verdict === 'inconclusive' || !isDoubtful || isAuthentic(monitor, check)) return check;
    const host = hostname(monitor);
    const address = scopeOf(host, null) === 'internet' ? await resolve(host) : null;
    switch (scopeOf(host, address)) {
      case 'loopback':
        return check;
      case 'lan':
        return !isFailure || isNetworkPresent(address ?? host, ownAddresses())
          ? check
          : inconclusive(check, 'elsewhere');
      case 'internet': {
        const judgement = await connectivity.judgeNow();
        const isItsOwn = judgement === 'online' || (!isFailure && judgement === 'offline');
        return isItsOwn ? check : inconclusive(check, judgement);
      }
    }
  };
}

function inconclusive(check: CheckDetail, why: keyof typeof failures): CheckDetail {
  return { ...check, verdict: 'inconclusive', failure: failures[why] };
}

/** By the system's resolver, which on a laptop knows of VPNs and of the LAN's own names. */
export async function resolveHost(host: string): Promise<string | null> {
  try {
    return (await lookup(host)).address;
  } catch {
    // That a name has no address is an answer here, not an error.
    return null;
  }
}

export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
}
