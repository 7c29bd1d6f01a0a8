/**
 * The HTTP probe: one check of an `http` monitor, from the name's lookup to the judged response. It fails where no whole
 * response came or an assertion does not hold, and is `degraded` where all hold but the response took longer than it may.
 */
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import type { Assertion } from '../../../contract/model/monitor.ts';
import { isSecretHeader } from '../../fields/secret-header.ts';
import { redactorFor } from '../../transport/redaction.ts';
import type { ProbeFn } from '../kind.ts';
import { judged, probeWithin, type Attempt } from '../probing.ts';
import type { ProbeContext } from './connection.ts';
import { evaluateResponse } from './evaluate-response.ts';
import { evidenceOf } from './evidence.ts';
import { follow, type Arrival } from './follow.ts';
import { unhealthyParts } from './health.ts';
import { probedResponse } from './probed-response.ts';
import { requestOf } from './request.ts';

export const probeHttp: ProbeFn<HttpMonitor> = (monitor, environment) =>
  probeWithin(monitor, environment, async (connection) => {
    const context: ProbeContext = { ...connection, monitor };
    return judge(await follow(requestOf(monitor, environment.version), context, isSecretHeader), context);
  });

function judge(arrival: Arrival, { monitor, timer }: ProbeContext): Attempt {
  const { status, headers, body } = arrival;
  const redact = redactorFor(monitor);
  const responseTime = timer.total();
  const response = probedResponse({ status, headers, body, responseTime, redact });
  const health = mayBeJson(headers) ? response.json() : null;
  const isUnread = body.isTruncated && monitor.assertions.some(readsBody);
  const found = judged({
    assertions: evaluateResponse(monitor.assertions, response),
    unhealthy: health === null ? [] : unhealthyParts(health.value, redact),
    responseTime,
    degradedAfter: monitor.degradedAfter,
    failureCode: isUnread ? 'body-too-large' : 'assertions-failed',
  });
  return { ...found, response: evidenceOf(arrival, redact) };
}

function mayBeJson(headers: Arrival['headers']): boolean {
  return /[/+]json\b/i.test(headers['content-type'] ?? '');
}

/** Assertions that cannot be judged without the body. */
function readsBody({ on }: Assertion): boolean {
  return on === 'body' || on === 'json';
}
