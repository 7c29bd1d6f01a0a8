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
    const request = requestOf(monitor, environment.version);
    return evaluate(await follow(request, context, whetherDecided(monitor)), context);
  });

function evaluate(final: FinalResponse, { monitor, clock, timer, trace }: ProbeContext): Attempt {
  const { status, headers, body } = final;
  const redact = redactorFor(monitor);
  const responseTime = timer.total();
  const response = probedResponse({
    status,
    headers,
    body,
    responseTime,
    finalUrl: final.redirectedTo?.href ?? monitor.url,
    certificateDays: daysLeft(trace.expiresFirst?.validTo ?? null, clock.now()),
    redact,
  });
  const assertions = evaluateResponse(monitor.assertions, response);
  const isUnread = assertions.some(({ finding }) => finding?.code === 'body-too-large');
  const found = evaluated({
    assertions,
    unhealthy: mayBeHealth(body.bytes) ? partsOf(response) : [],
    responseTime,
    degradedAfter: monitor.degradedAfter,
    failureCode: isUnread ? 'body-too-large' : 'assertions-failed',
  });
  return { ...found, response: evidenceOf(final, response) };
}

const dayMs = 86_400_000;

function daysLeft(validTo: number | null, nowMs: number): number | null {
  return validTo === null ? null : Math.floor((validTo - nowMs) / dayMs);
}

/** A body is read only while an assertion about it could still turn out otherwise. */
function whetherDecided(monitor: HttpMonitor): (read: Buffer, contentType: string) => boolean {
  const aboutBody = monitor.assertions.filter(readsBody);
  return (bytes, contentType) => {
    if (aboutBody.length === 0) return true;
    const headers = { 'content-type': contentType };
    const redact = redactorFor(monitor);
    const response = probedResponse({
      status: 0,
      headers,
      responseTime: 0,
      body: { bytes, isTruncated: true },
      redact,
    });
    return evaluateResponse(aboutBody, response).every(({ passed }) => passed);
  };
}

/** Most pages are none, and are not decoded for it. */
function mayBeHealth(bytes: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*[{[]/.test(bytes.toString('latin1', 0, 64));
}

/** Whatever the content type says: many services send their health as text. */
function partsOf(response: ProbedResponse): readonly UnhealthyPart[] {
  const text = response.text() ?? '';
  if (!/^\s*\{/.test(text)) return unhealthyLines(text, response.redact);
  const document = response.json();
  return document === null ? [] : unhealthyParts(document.value, response.redact);
}

/** Assertions about the body. */
function readsBody({ on }: Assertion): boolean {
  return on === 'body' || on === 'json';
}
