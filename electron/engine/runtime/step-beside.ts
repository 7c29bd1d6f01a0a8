/**
 * How a local check and what other locations say become one step. Pure. Down here and undecided elsewhere waits as
 * `failing`; down here alone, or elsewhere alone in one round, is `degraded`; up here and down in a regional outage fails.
 */
import type { Step, Tracking } from '../state/step.ts';
import { transition } from '../state/transition.ts';
import type { Opinion } from './location-watch.ts';

type Observed = Parameters<typeof transition>[1];
type Policy = Parameters<typeof transition>[2];

export interface Beside {
  readonly opinion: Opinion;
  readonly policy: Policy;
}

export function stepBeside(tracking: Tracking, observed: Observed, { opinion, policy }: Beside): Step {
  switch (opinion.kind) {
    case 'here':
      return transition(tracking, observed, policy);
    case 'undecided': {
      const failAfter = Math.max(policy.failAfter, tracking.failures + 2);
      return transition(tracking, observed, { ...policy, failAfter });
    }
    case 'down':
      return transition(withNewReason(tracking), { ...observed, failure: opinion.failure }, policy);
    case 'regional':
      return transition(
        withNewReason(tracking),
        { ...observed, verdict: 'fail', failure: opinion.failure },
        { ...policy, failAfter: 1 },
      );
    case 'suspected':
    case 'unreachable':
      return transition(
        tracking,
        { ...observed, verdict: 'degraded', failure: opinion.failure },
        { ...policy, failAfter: 1 },
      );
  }
}

/** Null: nothing changes before the next local check. `observed`: the last one, which has been counted. */
export function stepOnDecision(tracking: Tracking, observed: Observed, { opinion, policy }: Beside): Step | null {
  const isSettled = tracking.state === 'paused' || tracking.state === 'maintenance';
  if (isSettled || opinion.kind === 'here' || opinion.kind === 'undecided') return null;
  if (opinion.kind === 'regional' || opinion.kind === 'suspected') {
    return tracking.confirmedAt === null ? stepBeside(tracking, observed, { opinion, policy }) : null;
  }
  if (tracking.confirmedAt !== null || tracking.failures < policy.failAfter) return null;
  const counted = { ...tracking, failures: tracking.failures - 1 };
  return stepBeside(counted, observed, { opinion, policy });
}

/** What all locations say replaces what this computer alone said; an open incident keeps its reason. */
function withNewReason(tracking: Tracking): Tracking {
  return tracking.confirmedAt === null ? { ...tracking, failure: null } : tracking;
}
