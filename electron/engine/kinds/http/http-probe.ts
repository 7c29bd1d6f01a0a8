/**
 * The HTTP probe: one check of an `http` monitor, from the name's lookup to the judged answer. It fails where no whole
 * answer came or an assertion does not hold, and is `degraded` where all hold but the answer took longer than it may.
 */
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { CheckDetail } from '../../../contract/model/state.ts';
import { isSecretHeader } from '../../fields/secret-header.ts';
import type { ProbeContext } from './connection.ts';
import { startDeadline } from '../../transport/deadline.ts';
import { evidenceOf } from './evidence.ts';
import { failedBy, type FailedOutcome } from '../../transport/failure.ts';
import { follow, type Arrival } from './follow.ts';
import { unhealthyParts } from './health.ts';
import { startPhaseTimer } from '../../transport/phase-timer.ts';
import type { ProbeFn } from '../kind.ts';
import { evaluateResponse } from './evaluate-response.ts';
import { probedResponse } from './probed-response.ts';
import type { Assertion } from '../../../contract/model/monitor.ts';
import { reasonsOfResponse, type ResponseReason } from '../../../contract/response-reasons.ts';
import { redactorFor } from '../../transport/redaction.ts';
import { requestOf } from './request.ts';
import { newProbeTrace } from '../../transport/probe-trace.ts';

/** Of a failure; every one of them stands in the check as well. A message lists one more line. */
const maxReasons = 11;

export const probeHttp: ProbeFn<HttpMonitor> = async (monitor, environment) => {
  const { clock, version, trustedCa } = environment;
  const at = clock.now();
  const timer = startPhaseTimer(clock);
  const trace = newProbeTrace(monitor.timeout, monitor.ipFamily);
  const deadline = startDeadline(monitor.timeout, environment);
  const context: ProbeContext = { monitor, clock, deadline, timer, trace, trustedCa };
  try {
    return judge(at, await follow(requestOf(monitor, version), context, isSecretHeader), context);
  } catch (error) {
    timer.stop();
    const outcome = failedBy(error, {
      trace,
      stage: timer.current(),
      nowMs: clock.now(),
      redact: redactorFor(monitor),
    });
    if (outcome === null) throw error;
    return unanswered(at, outcome, context);
  } finally {
    deadline.clear();
  }
};

function judge(at: number, arrival: Arrival, { monitor, timer, trace }: ProbeContext): CheckDetail {
  const { status, headers, body } = arrival;
  const redact = redactorFor(monitor);
  const responseTime = timer.total();
  const response = probedResponse({ status, headers, body, responseTime, redact });
  const assertions = evaluateResponse(monitor.assertions, response);
  const health = mayBeJson(headers) ? response.json() : null;
  const unhealthy = health === null ? [] : unhealthyParts(health.value, redact);
  const isUnread = body.isTruncated && monitor.assertions.some(readsBody);
  const reasons = reasonsOfResponse(assertions, unhealthy);
  const failure = failureOf(reasons, isUnread ? 'body-too-large' : 'assertions-failed');
  const isSlow = monitor.degradedAfter !== null && responseTime > monitor.degradedAfter;
  return {
    at,
    verdict: failure !== null ? 'fail' : isSlow ? 'degraded' : 'pass',
    responseTime,
    phases: timer.phases(),
    failure,
    assertions,
    unhealthy,
    response: evidenceOf(arrival, redact),
    certificate: trace.certificate?.info ?? null,
  };
}

function mayBeJson(headers: Arrival['headers']): boolean {
  return /[/+]json\b/i.test(headers['content-type'] ?? '');
}

/** Assertions that cannot be judged without the body. */
function readsBody({ on }: Assertion): boolean {
  return on === 'body' || on === 'json';
}

/** Null: every assertion holds. */
function failureOf(reasons: readonly ResponseReason[], code: 'assertions-failed' | 'body-too-large'): Failure | null {
  if (reasons.length === 0) return null;
  const kept = reasons.slice(0, maxReasons);
  return { code, facts: { reasons: kept, more: reasons.length - kept.length } };
}

function unanswered(at: number, { verdict, failure }: FailedOutcome, { timer, trace }: ProbeContext): CheckDetail {
  return {
    at,
    verdict,
    responseTime: null,
    phases: timer.phases(),
    failure,
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: trace.certificate?.info ?? null,
  };
}
