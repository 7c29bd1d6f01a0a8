/**
 * The HTTP probe: one check of an `http` monitor, from the name's lookup to the judged answer. It fails where no whole
 * answer came or an assertion does not hold, and is `degraded` where all hold but the answer took longer than it may.
 */
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import type { AssertionResult, CheckDetail, Failure, UnhealthyPart } from '../../../contract/model/state.ts';
import { isSecretHeader } from '../../fields/secret-header.ts';
import { readsBody } from '../../assertions/assertion-rules.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import type { ProbeContext } from './connection.ts';
import { startDeadline } from '../../transport/deadline.ts';
import { evidenceOf } from './evidence.ts';
import { shorten } from '../../transport/excerpt.ts';
import { failedBy, type FailedOutcome } from '../../transport/failure.ts';
import { follow, type Arrival } from './follow.ts';
import { unhealthyParts } from './health.ts';
import { startPhaseTimer } from '../../transport/phase-timer.ts';
import type { ProbeFn } from '../probe.ts';
import { probedResponse } from './probed-response.ts';
import { reasonsOfAnswer } from '../../../contract/reasons.ts';
import { redactorFor } from '../../transport/redaction.ts';
import { requestOf } from './request.ts';
import { newProbeTrace } from '../../transport/probe-trace.ts';

/** Of a failure's one line; every part of it stands in the check as well. */
const maxMessageLength = 500;

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
    const outcome = failedBy(error, { trace, phase: timer.current(), nowMs: clock.now() });
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
  const assertions = evaluateAssertions(monitor.assertions, response);
  const health = mayBeJson(headers) ? response.json() : null;
  const unhealthy = health === null ? [] : unhealthyParts(health.value, redact);
  const isUnread = body.isTruncated && monitor.assertions.some(readsBody);
  const failure = failureOf(assertions, unhealthy, isUnread ? 'too-large' : 'assertion');
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

/** `status 503, expected 200; database: error: connection refused`; null: every assertion holds. */
function failureOf(
  assertions: readonly AssertionResult[],
  unhealthy: readonly UnhealthyPart[],
  kind: Failure['kind'],
): Failure | null {
  const reasons = reasonsOfAnswer(assertions, unhealthy);
  return reasons.length === 0 ? null : { kind, message: shorten(reasons.join('; '), maxMessageLength) };
}

function unanswered(
  at: number,
  { verdict, failure }: FailedOutcome,
  { monitor, timer, trace }: ProbeContext,
): CheckDetail {
  return {
    at,
    verdict,
    responseTime: null,
    phases: timer.phases(),
    failure: { kind: failure.kind, message: redactorFor(monitor)(failure.message) },
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: trace.certificate?.info ?? null,
  };
}
