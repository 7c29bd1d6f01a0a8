import type { Failure } from '../../../electron/contract/failure.ts';
import type { Verdict } from '../../../electron/contract/model/state.ts';
import type { Step } from '../../../electron/engine/state/step.ts';
import { initialTracking, transition, type CheckPolicy } from '../../../electron/engine/state/transition.ts';

/** One of several distinguishable failures. */
export function failureNumber(index: number): Failure {
  return { code: 'connection-refused', facts: { peer: `127.0.0.1:${String(index)}` } };
}

export const defaults: CheckPolicy = { failAfter: 2, recoverAfter: 2, interval: 60_000 };

export const verdicts: Readonly<Record<string, Verdict>> = { P: 'pass', D: 'degraded', F: 'fail', i: 'inconclusive' };

export const second = 1_000;

export interface Walk {
  /** `state`, with `!` and the alert, `~` if a recheck is requested. */
  readonly trail: string;
  readonly spans: string;
  readonly incidents: string;
  readonly last: Step;
}

/** One check a letter, ten seconds apart from second 0, each lasting one second. */
export function walk(letters: string, policy: CheckPolicy = defaults): Walk {
  let tracking = initialTracking(0);
  const trail: string[] = [];
  const spans: string[] = [];
  const incidents: string[] = [];
  let last: Step = { next: tracking, span: null, incident: null, alert: null, pace: 'cadence' };
  Array.from(letters).forEach((letter, index) => {
    const at = index * 10 * second;
    const verdict = verdicts[letter] ?? 'pass';
    const failure = verdict === 'fail' ? failureNumber(index) : null;
    last = transition(tracking, { at, endedAt: at + second, verdict, failure }, policy);
    tracking = last.next;
    const alert = last.alert === null ? '' : `!${last.alert}`;
    trail.push(`${tracking.state}${alert}${last.pace === 'recheck' ? '~' : ''}`);
    if (last.span !== null) spans.push(`${last.span.state}@${String(last.span.from / second)}`);
    if (last.incident?.change === 'open') incidents.push(`open@${String(last.incident.startedAt / second)}`);
    if (last.incident?.change === 'close') incidents.push(`close@${String(last.incident.endedAt / second)}`);
  });
  return { trail: trail.join(' '), spans: spans.join(' '), incidents: incidents.join(' '), last };
}

export const short = { ...defaults, interval: 10 * second };
