/**
 * The HTTP probe: one check of an `http` monitor, from the DNS lookup to the evaluated response. It fails without a
 * complete response or if an assertion fails, and is `degraded` if all assertions pass but the response was too slow.
 */
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import type { Assertion } from '../../../contract/model/monitor.ts';
import { redactorFor } from '../../transport/redaction.ts';
import type { UnhealthyPart } from '../../../contract/response-reasons.ts';
import type { ProbeFn } from '../kind.ts';
import { evaluated, probeWithin, type Attempt } from '../probing.ts';
import type { ProbeContext } from './connection.ts';
import { evaluateResponse } from './evaluate-response.ts';
import { evidenceOf } from './evidence.ts';
import { follow, type FinalResponse } from './follow.ts';
import { unhealthyLines, unhealthyParts } from './health.ts';
import { probedResponse, type ProbedResponse } from './probed-response.ts';
import { requestOf } from './request.ts';

export const probeHttp: ProbeFn<HttpMonitor> = (monitor, environment) =>
  probeWithin(monitor, environment, async (connection) => {
    const context: ProbeContext = { ...connection, monitor };
    return evaluate(await follow(requestOf(monitor, environment.version), context), context);
  });

function evaluate(final: FinalResponse, { monitor, timer }: ProbeContext): Attempt {
  const { status, headers, body } = final;
  const redact = redactorFor(monitor);
  const responseTime = timer.total();
  const response = probedResponse({ status, headers, body, responseTime, redact });
  const isUnread = body.isTruncated && monitor.assertions.some(readsBody);
  const found = evaluated({
    assertions: evaluateResponse(monitor.assertions, response),
    unhealthy: partsOf(response),
    responseTime,
    degradedAfter: monitor.degradedAfter,
    failureCode: isUnread ? 'body-too-large' : 'assertions-failed',
  });
  return { ...found, response: evidenceOf(final, redact) };
}

/** Whatever the content type says: many services send their health as text. */
function partsOf(response: ProbedResponse): readonly UnhealthyPart[] {
  const text = response.text() ?? '';
  if (!/^\s*\{/.test(text)) return unhealthyLines(text, response.redact);
  const document = response.json();
  return document === null ? [] : unhealthyParts(document.value, response.redact);
}

/** Assertions that cannot be evaluated without the body. */
function readsBody({ on }: Assertion): boolean {
  return on === 'body' || on === 'json';
}
