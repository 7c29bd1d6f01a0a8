/** Policies as heartbeat monitors have them, with defaults for what a test does not care about. */
import type { HeartbeatPolicy } from '../../../../electron/engine/kinds/heartbeat/policy.ts';
import { intervalSchedule } from '../../../../electron/engine/schedule/schedule.ts';

/** Milliseconds; a daily job keeps its time of day in `timezone`. */
export function policyOf(
  every: number,
  grace: number,
  others: Partial<HeartbeatPolicy> & { readonly timezone?: string } = {},
): HeartbeatPolicy {
  const { timezone = 'UTC', ...rest } = others;
  return {
    schedule: intervalSchedule(every, timezone),
    every,
    grace,
    clock: null,
    startWithin: null,
    maxRunTime: null,
    minRunTime: null,
    failAfter: 1,
    filter: { onlyPost: false, failWords: [], startWords: [], successWords: [] },
    ...rest,
  };
}
