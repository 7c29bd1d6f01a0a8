/** When a monitor is next checked, or next expected to ping. Pure. */
import type { MonitorSummary } from '../../electron/contract/model/state.ts';

export interface NextDue {
  readonly of: 'check' | 'ping';
  readonly at: number;
  /** Whole seconds, rounded up; not positive: it is due. */
  readonly inMs: number;
}

type Due = Pick<MonitorSummary, 'enabled' | 'nextCheckAt' | 'deadlineAt'>;

/** Null: nothing is due. */
export function nextDueOf({ enabled, nextCheckAt, deadlineAt }: Due, now: number): NextDue | null {
  const at = nextCheckAt ?? deadlineAt;
  if (!enabled || at === null) return null;
  return { of: nextCheckAt === null ? 'ping' : 'check', at, inMs: Math.ceil((at - now) / 1_000) * 1_000 };
}
