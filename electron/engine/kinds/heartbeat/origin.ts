/** Where a ping comes from decides which time counts, unless the monitor says so itself. */
import { networkInterfaces } from 'node:os';
import { isLoopback } from '../../../contract/loopback.ts';
import type { HeartbeatClock } from '../../../contract/monitors/heartbeat.ts';

/** @param remoteAddress empty: not known, as for a connection that is gone. */
export function clockByOrigin(remoteAddress: string): HeartbeatClock {
  return remoteAddress === '' || isLoopback(remoteAddress) || isOwn(remoteAddress) ? 'awake' : 'wall';
}

function isOwn(remoteAddress: string): boolean {
  return Object.values(networkInterfaces()).some(
    (all) => all?.some(({ address }) => address === remoteAddress) === true,
  );
}
