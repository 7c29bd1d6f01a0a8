/**
 * The check of an inverted monitor, which expects its target to be down: a pass becomes a failure, and a failure of the
 * target a pass. A failure that says nothing of the target (no name server, a proxy or an engine in between) is
 * inconclusive, and so is one that the review blames on this computer. Pure.
 */
import type { Failure, FailureCode } from '../../contract/failure.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { ProbedMonitor } from '../../contract/monitors/registry.ts';

/** @param check reviewed: a failure is the target's. */
export function asExpected({ invert }: Pick<ProbedMonitor, 'invert'>, check: CheckDetail): CheckDetail {
  return invert ? inverted(check) : check;
}

function inverted(check: CheckDetail): CheckDetail {
  const { verdict, failure, response, evidence = [] } = check;
  switch (verdict) {
    case 'inconclusive':
      return check;
    case 'pass':
    case 'degraded':
      return {
        ...check,
        verdict: 'fail',
        failure: { code: 'up-unexpectedly', facts: { status: response?.status ?? null } },
      };
    case 'fail': {
      if (failure === null || !isOfTarget(failure)) return { ...check, verdict: 'inconclusive' };
      const expected = { name: 'expectedFailure', type: 'line', text: failure.code } as const;
      return { ...check, verdict: 'pass', failure: null, evidence: [...evidence, expected] };
    }
  }
}

const ofOthers: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'no-name-server',
  'lookup-failed',
  'dns-server-silent',
  'dns-answer-malformed',
  'proxy-failed',
  'query-failed',
  'container-engine-unreachable',
  'container-engine-silent',
  'container-engine-failed',
]);

function isOfTarget(failure: Failure): boolean {
  const isLookup = failure.code === 'timed-out' && failure.facts.stage === 'dns';
  return !isLookup && !ofOthers.has(failure.code);
}
