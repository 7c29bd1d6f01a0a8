/** Evaluates the response that a probe saw by the monitor's own assertions, as far as the probe can see. */
import type { Assertion } from '../../../contract/model/monitor.ts';
import type { CheckDetail, Phases } from '../../../contract/model/state.ts';
import type { HttpMonitor } from '../../../contract/monitors/registry.ts';
import { evaluateResponse } from '../../kinds/http/evaluate-response.ts';
import { evidenceOf } from '../../kinds/http/evidence.ts';
import { probedResponse, type ProbedResponse } from '../../kinds/http/probed-response.ts';
import { evaluated } from '../../kinds/probing.ts';
import { redactorFor } from '../../transport/redaction.ts';
import { isRefusal, NoAnswer, remoteCheck } from '../location.ts';
import { hasOwnAuthorities } from '../own-authorities.ts';
import type { Disclosed } from './http-request.ts';
import type { FinishedHttp } from './measurement.ts';

interface Judging {
  readonly monitor: HttpMonitor;
  readonly asked: Disclosed;
  readonly atMs: number;
}

/** Throws `NoAnswer` where the response says nothing about the target. */
export function judgeResponse(result: FinishedHttp, judging: Judging): CheckDetail {
  const { monitor, asked, atMs } = judging;
  const found = remoteCheck(atMs, {
    verdict: 'pass',
    responseTime: result.timings.total,
    phases: phasesOf(result),
    certificate: certificateOf(result),
  });
  const isTrusting = monitor.ignoreTlsErrors || hasOwnAuthorities(monitor);
  if (result.tls?.authorized === false && !isTrusting && asked.url.protocol === 'https:') {
    const facts = { host: asked.url.hostname, error: result.tls.error ?? 'unknown' };
    return { ...found, verdict: 'fail', responseTime: null, failure: { code: 'certificate-invalid', facts } };
  }
  const response = responseOf(result, judging);
  const judged = assess(response, result, judging);
  if (judged.verdict === 'fail' && isRefusal(result.statusCode)) {
    const failure = { code: 'refused-there', facts: { status: result.statusCode } } as const;
    return { ...found, verdict: 'inconclusive', failure };
  }
  return { ...found, ...judged, response: judged.verdict === 'fail' ? evidence(response, result) : null };
}

type Judged = Pick<CheckDetail, 'verdict' | 'failure' | 'assertions'>;

function assess(response: ProbedResponse, { statusCode }: FinishedHttp, { monitor, asked }: Judging): Judged {
  const isRedirect = monitor.followRedirects && statusCode >= 300 && statusCode < 400;
  const assertions = asked.isReachability || isRedirect ? [reachable] : visibleAssertions(monitor.assertions);
  const results = evaluateResponse(assertions, response);
  const failing = results.filter(({ passed }) => !passed);
  if (failing.length > 0 && failing.every(({ finding }) => finding?.code === 'body-too-large')) {
    throw new NoAnswer('needs-more');
  }
  const { responseTime } = response;
  const { verdict, failure } = evaluated({ assertions: results, responseTime, degradedAfter: null });
  return { verdict, failure, assertions: results };
}

const reachable: Assertion = { on: 'status', is: 'lessThan', value: 500 };

/** How long a response takes from elsewhere says little of how long it may take here. */
function visibleAssertions(assertions: readonly Assertion[]): readonly Assertion[] {
  const visible = assertions.filter(({ on }) => on !== 'responseTime');
  return assertions.length > 0 && visible.length === 0 ? [reachable] : visible;
}

function responseOf(
  { statusCode, headers, rawBody, truncated, timings }: FinishedHttp,
  { monitor }: Judging,
): ProbedResponse {
  const flat = Object.entries(headers).map(([name, value]) => {
    return [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value] as const;
  });
  // The text is decoded already.
  const contentType = { 'content-type': 'text/plain; charset=utf-8' };
  const original = Object.fromEntries(flat);
  return {
    ...probedResponse({
      status: statusCode,
      headers: contentType,
      responseTime: timings.total ?? 0,
      body: { bytes: Buffer.from(rawBody ?? ''), isTruncated: truncated },
      redact: redactorFor(monitor),
    }),
    headers: original,
  };
}

function evidence(response: ProbedResponse, { statusCode, rawBody, truncated }: FinishedHttp): CheckDetail['response'] {
  const body = { bytes: Buffer.from(rawBody ?? ''), isTruncated: truncated };
  const { headers } = response;
  return evidenceOf({ status: statusCode, headers, httpVersion: '', body, redirectedTo: null }, response);
}

function phasesOf({ timings: { dns, tcp, tls, firstByte, download } }: FinishedHttp): Phases {
  return { dns, connect: tcp, tls, firstByte, download };
}

function certificateOf({ tls }: FinishedHttp): CheckDetail['certificate'] {
  const validTo = Date.parse(tls?.expiresAt ?? '');
  if (tls === null || Number.isNaN(validTo)) return null;
  const { issuer, subject, fingerprint256 } = tls;
  return { validTo, issuer: issuer?.CN ?? '', subject: subject?.CN ?? '', fingerprint: fingerprint256 ?? '' };
}
