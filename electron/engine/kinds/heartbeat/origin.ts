/** Where a ping comes from decides which time counts, unless the monitor says so itself. */
import { networkInterfaces } from 'node:os';
import type { HeartbeatClock } from '../../../contract/monitors/heartbeat.ts';

/** @param remoteAddress empty: not known, as for a connection that is gone. */
export function clockByOrigin(remoteAddress: string): HeartbeatClock {
  return remoteAddress === '' || isLoopback(remoteAddress) || isOwn(remoteAddress) ? 'awake' : 'wall';
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^127\./.test(address);
}

function isOwn(remoteAddress: string): boolean {
  return Object.values(networkInterfaces()).some(
    (all) => all?.some(({ address }) => address === remoteAddress) === true,
  );
}
