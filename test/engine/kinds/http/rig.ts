/** Monitors and checks for these tests. */
import { systemClock } from '../../../../electron/host/system-clock.ts';
import type { Assertion } from '../../../../electron/contract/model/monitor.ts';
import type { HttpMonitor } from '../../../../electron/contract/monitors/registry.ts';
import type { WordedCheckDetail, WordedFailure } from '../../../../electron/contract/worded.ts';
import { checkInEnglish } from '../../../support/in-english.ts';
import type { ProbeEnvironment } from '../../../../electron/engine/kinds/kind.ts';
import { runProbe } from '../../../../electron/engine/locations/here/run-probe.ts';
import { probedResponse, type ProbedResponse } from '../../../../electron/engine/kinds/http/probed-response.ts';
import { manualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { storedHttp } from '../../../support/stored-http.ts';

export function httpMonitor(url: string, fields: Partial<HttpMonitor> = {}): HttpMonitor {
  return storedHttp({ id: 'shop', name: 'Shop', url, ...fields });
}

/** A bug fails the test, instead of passing as an inconclusive check. */
const logger = {
  error: (message: string, context: Readonly<Record<string, unknown>> = {}): void => {
    queueMicrotask(() => {
      throw new Error(message, { cause: context['error'] });
    });
  },
};

export function probeContext(overrides: Partial<ProbeEnvironment> = {}): ProbeEnvironment {
  return { clock: systemClock, signal: new AbortController().signal, version: '1.2.3', logger, ...overrides };
}

export async function probe(monitor: HttpMonitor, context: ProbeEnvironment): Promise<WordedCheckDetail> {
  return checkInEnglish(await runProbe(monitor, context));
}

/** One check in real time. */
export function check(
  url: string,
  fields: Partial<HttpMonitor> = {},
  context: Partial<ProbeEnvironment> = {},
): Promise<WordedCheckDetail> {
  return probe(httpMonitor(url, fields), probeContext(context));
}

export async function failureOf(
  checking: Promise<WordedCheckDetail>,
): Promise<Pick<WordedFailure, 'kind' | 'message'>> {
  const { verdict, failure } = await checking;
  if (verdict !== 'fail' || failure === null) throw new Error(`the check did not fail, it was ${verdict}`);
  return { kind: failure.kind, message: failure.message };
}

interface HeldCheck {
  readonly result: Promise<WordedCheckDetail>;
  readonly clock: ManualClock;
  /** The first byte of a response has arrived. */
  readonly answered: Promise<void>;
}

/** A check whose clock the test advances. */
export function holdCheck(monitor: HttpMonitor, context: Partial<ProbeEnvironment> = {}): HeldCheck {
  const clock = manualClock();
  let tellAnswered: () => void;
  const answered = new Promise<void>((resolve) => (tellAnswered = resolve));
  // The clock is read for the timer and the deadline, at the start and the end of the handshake, and at the start of each
  // phase: connect, first byte, download.
  let readings = 0;
  const monotonic = (): number => {
    readings += 1;
    if (readings === 7) tellAnswered();
    return clock.monotonic();
  };
  const result = probe(monitor, probeContext({ clock: { ...clock, monotonic }, ...context }));
  return { result, clock, answered };
}

/** A response without a connection. */
export function response(
  parts: {
    status?: number;
    headers?: Record<string, string>;
    body?: string;
    json?: unknown;
    responseTime?: number;
  } = {},
): ProbedResponse {
  const { status = 200, responseTime = 12, json, body = json === undefined ? '' : JSON.stringify(json) } = parts;
  return probedResponse({
    status,
    headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...parts.headers },
    responseTime,
    body: { bytes: Buffer.from(body), isTruncated: false },
    redact: (text) => text,
  });
}

export const onStatus: Assertion = { on: 'status', is: 'equals', value: 200 };
