/** What all probes share: one deadline and one timer for the whole check, and a result however it ends. */
import type { AssertionResult } from '../../contract/assertion-result.ts';
import type { Failure } from '../../contract/failure.ts';
import type { CheckDetail } from '../../contract/model/state.ts';
import type { IpFamily } from '../../contract/monitors/definition.ts';
import { type ProbedMonitor } from '../../contract/monitors/registry.ts';
import { reasonsOfResponse, type ResponseReason } from '../../contract/response-reasons.ts';
import { startDeadline } from '../transport/deadline.ts';
import { failedBy } from '../transport/failure.ts';
import type { SocketContext } from '../transport/open-socket.ts';
import { startPhaseTimer } from '../transport/phase-timer.ts';
import { newProbeTrace } from '../transport/probe-trace.ts';
import { isClearMonitor } from '../monitors/secrets.ts';
import { ProbeError } from '../transport/probe-error.ts';
import { redactorFor } from '../transport/redaction.ts';
import { openWork, type Work } from '../transport/work.ts';
import type { Clock } from '../ports.ts';
import type { ProbeEnvironment } from './kind.ts';

type TimedMonitor = ProbedMonitor & { readonly timeout: number; readonly ipFamily?: IpFamily };
/** A check without what the deadline, the timer and the connection add. */
export type Attempt = Pick<CheckDetail, 'verdict' | 'responseTime' | 'failure'> & Partial<CheckDetail>;

const nothingFound = { responseTime: null, assertions: [], unhealthy: [], response: null } as const;

/** @param attempt may throw the errors in transport/failure.ts; any other error is a bug and is rethrown. */
export async function probeWithin(
  monitor: TimedMonitor,
  environment: ProbeEnvironment,
  attempt: (context: SocketContext) => Promise<Attempt>,
): Promise<CheckDetail> {
  const { clock, trustedCa, work = unlimitedWork(clock), dial, systemProxy } = environment;
  const begunAt = clock.now();
  const timer = startPhaseTimer(clock);
  const trace = newProbeTrace(monitor.timeout, monitor.ipFamily ?? 'auto');
  const deadline = startDeadline(monitor.timeout, environment);
  const checked = (found: Attempt): CheckDetail => ({
    at: begunAt + timer.pausedMs(),
    ...nothingFound,
    phases: timer.phases(),
    certificate: trace.expiresFirst,
    ...found,
  });
  try {
    if (!isClearMonitor(monitor)) throw new ProbeError({ code: 'secret-unreadable', facts: {} });
    return checked(await attempt({ clock, deadline, timer, trace, trustedCa, work, dial, systemProxy }));
  } catch (error) {
    timer.stop();
    const redact = redactorFor(monitor);
    const failed = failedBy(error, { trace, stage: timer.current(), nowMs: clock.now(), redact });
    if (failed === null) throw error;
    return checked({ ...failed, responseTime: null });
  } finally {
    deadline.clear();
  }
}

/** Where no limits apply. */
function unlimitedWork(clock: Clock): Work {
  return openWork({ clock, maxHandshakes: () => Infinity });
}

/** Of a failure; the check has all of them. A message lists one more line. */
const maxReasons = 11;

interface Evaluation {
  readonly assertions: readonly AssertionResult[];
  readonly unhealthy?: CheckDetail['unhealthy'];
  /** Milliseconds. */
  readonly responseTime: number;
  /** Null: no threshold. */
  readonly degradedAfter: number | null;
  readonly failureCode?: 'assertions-failed' | 'body-too-large';
}

/** A check fails if an assertion fails, and is degraded if all pass but the response took too long. */
export function evaluated(found: Evaluation): Attempt {
  const { assertions, unhealthy = [], responseTime, degradedAfter, failureCode = 'assertions-failed' } = found;
  const failure = failureOf(reasonsOfResponse(assertions, unhealthy), failureCode);
  const isSlow = degradedAfter !== null && responseTime > degradedAfter;
  const verdict = failure !== null ? 'fail' : isSlow ? 'degraded' : 'pass';
  return { verdict, responseTime, failure, assertions, unhealthy };
}

/** Null: every assertion passed. */
function failureOf(reasons: readonly ResponseReason[], code: NonNullable<Evaluation['failureCode']>): Failure | null {
  if (reasons.length === 0) return null;
  const kept = reasons.slice(0, maxReasons);
  return { code, facts: { reasons: kept, more: reasons.length - kept.length } };
}
