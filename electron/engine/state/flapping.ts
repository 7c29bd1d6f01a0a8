/**
 * A monitor flaps if it changes too often: once incidents were opened or closed more than `flapAfter` times within an hour,
 * the next outage is reported as flapping. From then on nothing is reported until it has kept one state for 15 minutes.
 * Flapping begins with an outage, never with a recovery, so that whoever was notified of an outage is notified of its end.
 * The final outage of a critical monitor does not wait for so long: twice its longest outage shows that it is another.
 */
import type { Severity } from '../../contract/model/monitor.ts';
import { unchanged } from './outage.ts';
import type { Step, Tracking } from './step.ts';

export interface Flapping {
  /** When incidents were opened or closed within the last hour, oldest first. */
  readonly changes: readonly number[];
  /** Since when it flaps; null: it does not. */
  readonly since: number | null;
  /** Its longest outage while it flapped. */
  readonly longestMs: number;
}

export const noFlapping: Flapping = { changes: [], since: null, longestMs: 0 };

const hourMs = 3_600_000;
const steadyMs = 15 * 60_000;
const leastOutageMs = 60_000;
const mostChanges = 200;

interface FlapPolicy {
  /** 0: never. */
  readonly flapAfter: number;
  /** It is muted: nothing that begins is reported. */
  readonly isMuted: boolean;
  readonly nowMs: number;
}

/** Counts the change that a step makes, and replaces or drops its alert. */
export function countChange(tracking: Tracking, step: Step, { flapAfter, isMuted, nowMs }: FlapPolicy): Step {
  const { incident } = step;
  const { since, changes, longestMs } = tracking.flapping;
  if (incident === null || step.next.state === 'paused') return step;
  const isOpening = incident.change === 'open';
  const kept = [...changes.filter((at) => at <= nowMs && at > nowMs - hourMs), nowMs].slice(-mostChanges);
  const outageMs = isOpening ? 0 : nowMs - (changes.at(-1) ?? nowMs);
  const begins = since === null && isOpening && flapAfter > 0 && kept.length > flapAfter && !isMuted;
  const flapping: Flapping = {
    changes: kept,
    since: begins ? nowMs : since,
    longestMs: since === null ? 0 : Math.max(longestMs, outageMs),
  };
  const alert = begins ? 'flapping' : since === null ? step.alert : null;
  return { ...step, next: { ...step.next, flapping }, alert };
}

/** When it counts as steady if nothing changes; Infinity: not while its state is not known. */
export function steadyAt({ state, flapping }: Tracking, severity: Severity): number {
  const { since, changes, longestMs } = flapping;
  if (since === null || !isKnown(state)) return Infinity;
  const isFinal = state === 'down' && severity === 'critical';
  const waitMs = isFinal ? Math.min(steadyMs, Math.max(leastOutageMs, 2 * longestMs)) : steadyMs;
  // Without an outage to compare it with, nothing shows that this one is the last.
  return (changes.at(-1) ?? since) + (isFinal && longestMs === 0 ? steadyMs : waitMs);
}

function isKnown(state: Tracking['state']): boolean {
  return state === 'up' || state === 'degraded' || state === 'running' || state === 'down';
}

export function settleDown(tracking: Tracking): Step {
  return { ...unchanged({ ...tracking, flapping: noFlapping }), alert: 'steady' };
}
