/**
 * Advances a manual clock while real servers respond in real time: time stands still while a connection of this process
 * is open, so that no deadline of a request passes merely because the machine is slow.
 */
import type { ManualClock } from './manual-clock.ts';

/** Below the shortest deadline of a request. */
const stepMs = 1_000;

export async function advanceBetweenTraffic(clock: ManualClock, isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    if (hasTraffic()) await nextTurn();
    else await clock.advance(stepMs);
  }
}

function hasTraffic(): boolean {
  return process
    .getActiveResourcesInfo()
    .some((resource) => /^(?:TCPSocketWrap|TCPConnectWrap|GetAddrInfoReqWrap)$/u.test(resource));
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
