/**
 * The HTTP probe: one check of an `http` monitor, from the name's lookup to the judged answer. It fails where no whole
 * answer came or an assertion does not hold, and is `degraded` where all hold but the answer took longer than it may.
 */
import type { HttpMonitor } from '../../contract/model/monitor.ts';
import type { AssertionResult, CheckDetail, Failure, UnhealthyPart } from '../../contract/model/state.ts';
import { isSecretHeader } from '../monitor/secrets.ts';
import { readsBody } from './assertion-rules.ts';
import { evaluateAssertions } from './assertions.ts';
import type { Course } from './connection.ts';
import { startDeadline } from './deadline.ts';
import { evidenceOf } from './evidence.ts';
import { shorten } from './excerpt.ts';
import { failedBy, type FailedOutcome } from './failure.ts';
import { follow, type Arrival } from './follow.ts';
import { unhealthyParts } from './health.ts';
import { startPhaseTimer } from './phase-timer.ts';
import type { ProbeFn } from './probe.ts';
import { probedResponse } from './probed-response.ts';
import { reasonsOfAnswer } from '../../contract/reasons.ts';
import { redactorFor } from './redaction.ts';
import { requestOf } from './request.ts';
import { newTrail } from './trail.ts';

/** Of a failure's one line; every part of it stands in the check as well. */
const maxMessageLength = 500;

export const probeHttp: ProbeFn<HttpMonitor> = async (monitor, context) => {
  const { clock, version, trustedCa } = context;
  const at = clock.now();
  const timer = startPhaseTimer(clock);
  const trail = newTrail(monitor.timeout, monitor.ipFamily);
  const deadline = startDeadline(monitor.timeout, context);
  const course: Course = { monitor, clock, deadline, timer, trail, trustedCa };
  try {
    return judge(at, await follow(requestOf(monitor, version), course, isSecretHeader), course);
  } catch (error) {
    timer.stop();
    const outcome = failedBy(error, { trail, phase: timer.current(), nowMs: clock.now() });
    if (outcome === null) throw error;
    return unanswered(at, outcome, course);
  } finally {
    deadline.clear();
  }
};

function judge(at: number, arrival: Arrival, { monitor, timer, trail }: Course): CheckDetail {
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
    certificate: trail.certificate?.info ?? null,
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

function unanswered(at: number, { verdict, failure }: FailedOutcome, { monitor, timer, trail }: Course): CheckDetail {
  return {
    at,
    verdict,
    responseTime: null,
    phases: timer.phases(),
    failure: { kind: failure.kind, message: redactorFor(monitor)(failure.message) },
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: trail.certificate?.info ?? null,
  };
}
