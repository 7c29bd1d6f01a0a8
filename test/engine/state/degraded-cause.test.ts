import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { Verdict } from '../../../electron/contract/model/state.ts';
import { initialTracking, transition } from '../../../electron/engine/state/transition.ts';
import { defaults, failureNumber } from './transition-rig.ts';

describe('why a monitor is degraded', () => {
  const warning: Failure = { code: 'command-reported', facts: { exitCode: 1, text: 'LOAD WARNING' } };
  const eager = { ...defaults, failAfter: 1, recoverAfter: 1 };
  const observed = (at: number, verdict: Verdict, failure: Failure | null) => ({ at, endedAt: at, verdict, failure });

  test('is kept while it is, and forgotten with the next pass', () => {
    const { next } = transition(initialTracking(0), observed(0, 'degraded', warning), eager);
    expect(next).toMatchObject({ state: 'degraded', failure: warning });
    expect(transition(next, observed(1, 'pass', null), eager).next.failure).toBeNull();
  });

  test('is not why it is down later, and is there after an outage that it ends', () => {
    const { next } = transition(initialTracking(0), observed(0, 'degraded', warning), eager);
    const down = transition(next, observed(1, 'fail', failureNumber(1)), eager);
    expect(down.incident).toMatchObject({ change: 'open', failure: failureNumber(1) });
    const recovered = transition(down.next, observed(2, 'degraded', warning), eager);
    expect(recovered).toMatchObject({ alert: 'recovered', next: { state: 'degraded', failure: warning } });
  });
});
