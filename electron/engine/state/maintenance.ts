/**
 * The begin and the end of maintenance. While it lasts, checks are recorded and count nowhere; an open incident stays
 * open. After it, the next checks decide: an incident that was open before ends with the first pass, and what is down then
 * alerts then.
 */
import { nothingCounted, settle, unchanged } from './outage.ts';
import type { Step, Tracking } from './step.ts';

const noCounts = { failures: 0, passes: 0, degradations: 0, firstPassAt: null, inconclusiveSince: null } as const;

export function beginMaintenance(tracking: Tracking, nowMs: number): Step {
  if (tracking.state === 'paused' || tracking.state === 'maintenance') return unchanged(tracking);
  const { next, span } = settle(tracking, 'maintenance', nowMs);
  return { ...unchanged({ ...next, ...(tracking.confirmedAt === null ? nothingCounted : noCounts) }), span };
}

/** Of a monitor that is probed: nothing is known until its next check. */
export function endMaintenance(tracking: Tracking, nowMs: number): Step {
  if (tracking.state !== 'maintenance') return unchanged(tracking);
  const { next, span } = settle(tracking, 'unknown', nowMs);
  return { ...unchanged({ ...next, state: tracking.confirmedAt === null ? 'new' : 'unknown' }), span };
}
