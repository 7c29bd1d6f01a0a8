/** What a ping or a missed deadline is listed as. */
import type { Failure } from '../../../contract/failure.ts';
import type { CheckDetail } from '../../../contract/model/state.ts';
import type { Step } from '../../state/step.ts';
import type { NewPing } from '../../store/ping-repository.ts';

/** A ping that ends a run, or a missed deadline, is listed as a check; its response time is the run time. */
export function heartbeatCheck(at: number, failure: Failure | null, runTime: number | null): CheckDetail {
  return {
    at,
    verdict: failure === null ? 'pass' : 'fail',
    responseTime: runTime,
    phases: null,
    failure,
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: null,
  };
}

export function pingCheck({ kind, at, runTime }: NewPing, { next }: Step): CheckDetail | null {
  const isSuspicious = next.spanState === 'degraded';
  if (kind === 'success') return { ...heartbeatCheck(at, null, runTime), verdict: isSuspicious ? 'degraded' : 'pass' };
  return kind === 'fail' ? heartbeatCheck(at, next.failure, runTime) : null;
}
