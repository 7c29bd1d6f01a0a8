/**
 * Reviews a failed check before it counts: did the target cause the failure, or this computer? A response with a
 * verified certificate counts, and so does a loopback target. A LAN target counts while this computer is on that
 * network. Everything else counts only if the internet is reachable at this moment; otherwise the check is
 * `inconclusive`. A response that may come from a captive portal is reviewed in the same way, but only if it would change
 * the state, or if the last assessment found the internet unreachable.
 */
import { networkInterfaces } from 'node:os';
import { failureKindOf, type Failure } from '../../contract/failure.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';
import { probedRoom } from '../kinds/registry.ts';
import type { CheckDetail, Connection } from '../../contract/model/state.ts';
import { addressesOf, type Lookups } from '../lookups/lookups.ts';
import type { Connectivity } from './connectivity.ts';
import { isNetworkPresent, scopeOf } from './scope.ts';

/** `isNews`: the monitor was not known to be up before this check. */
export type Review = (monitor: ProbedMonitor, check: CheckDetail, isNews: boolean) => Promise<CheckDetail>;

const failures = {
  offline: { code: 'offline', facts: {} },
  portal: { code: 'captive-portal', facts: {} },
  elsewhere: { code: 'other-network', facts: {} },
} as const satisfies Readonly<Record<Exclude<Connection, 'online'> | 'elsewhere', Failure>>;

interface ReviewOptions {
  readonly connectivity: Pick<Connectivity, 'current' | 'assess'>;
  /** The current address of a name; null: it does not resolve. */
  readonly resolve: (host: string) => Promise<string | null>;
  /** Addresses of this computer. */
  readonly ownAddresses: () => readonly string[];
}

export function openReview({ connectivity, resolve, ownAddresses }: ReviewOptions): Review {
  return async (monitor, check, isNews) => {
    const { hostname, isAuthentic } = probedRoom(monitor);
    const isFailure = check.verdict === 'fail';
    const isDoubtful = isFailure || isNews || connectivity.current() !== 'online';
    if (check.verdict === 'inconclusive' || !isDoubtful || isAuthentic(monitor, check)) return check;
    const host = hostname(monitor);
    const isKnown = scopeOf(host, null) !== 'internet' || isUnresolved(check.failure);
    const address = isKnown ? null : await resolve(host);
    switch (scopeOf(host, address)) {
      case 'loopback':
        return check;
      case 'lan':
        return !isFailure || isNetworkPresent(address ?? host, ownAddresses())
          ? check
          : inconclusive(check, 'elsewhere');
      case 'internet': {
        const connection = await connectivity.assess();
        const isFromTarget = connection === 'online' || (!isFailure && connection === 'offline');
        return isFromTarget ? check : inconclusive(check, connection);
      }
    }
  };
}

function inconclusive(check: CheckDetail, why: keyof typeof failures): CheckDetail {
  return { ...check, verdict: 'inconclusive', failure: failures[why] };
}

export async function resolveHost(host: string, lookups: Lookups): Promise<string | null> {
  try {
    const [first] = await addressesOf(lookups, { host, family: 0 });
    return first?.address ?? null;
  } catch {
    // A name without an address is a result here, not an error.
    return null;
  }
}

/** The check has just tried the name itself. */
function isUnresolved(failure: Failure | null): boolean {
  if (failure === null) return false;
  return failureKindOf(failure) === 'dns' || (failure.code === 'timed-out' && failure.facts.stage === 'dns');
}

export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
}
