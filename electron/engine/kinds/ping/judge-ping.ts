/**
 * Evaluates the replies to echo requests: the median round trip is the response time, and without an assertion on packet
 * loss one reply is enough. Pure.
 */
import type { Evidence } from '../../../contract/model/evidence.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { limitsOf } from '../../assertions/limits.ts';
import { found, type Readable } from '../../assertions/reading.ts';
import { evaluated, type Attempt } from '../probing.ts';

type PingMonitor = Pick<MonitorOf<'ping'>, 'host' | 'assertions' | 'degradedAfter'>;

export interface Pinged {
  readonly address: string;
  /** Echo requests. */
  readonly sent: number;
  /** Milliseconds, one for each reply, in their order. */
  readonly times: readonly number[];
}

export function judgePing({ host, assertions, degradedAfter }: PingMonitor, { address, sent, times }: Pinged): Attempt {
  const sorted = times.toSorted((a, b) => a - b);
  const packetLoss = Math.round((1 - sorted.length / sent) * 1_000) / 10;
  const kept = {
    evidence: evidenceOf({ address, sent, times: sorted }),
    figures: { packetLoss, ...(times.length < 2 ? {} : { jitter: jitterOf(times) }) },
    scales: {
      packetLoss: { unit: '%', warning: [], critical: limitsOf(assertions, 'packetLoss') },
      jitter: { unit: 'ms', warning: [], critical: [] },
    },
  };
  const isAsserted = assertions.some(({ on }) => on === 'packetLoss');
  if (sorted.length === 0 && !isAsserted) {
    const failure = { code: 'ping-no-reply', facts: { host, peer: address, sent } } as const;
    return { verdict: 'fail', responseTime: null, failure, ...kept };
  }
  const responseTime = sorted.length === 0 ? null : median(sorted);
  const results = evaluateAssertions(assertions, readable(packetLoss, responseTime));
  const judged = evaluated({ assertions: results, responseTime: responseTime ?? 0, degradedAfter });
  return { ...judged, responseTime, ...kept };
}

/** @param times ascending, at least one. */
function median(times: readonly number[]): number {
  const upper = times[Math.floor(times.length / 2)] ?? 0;
  const lower = times[Math.floor((times.length - 1) / 2)] ?? upper;
  return thousandths((lower + upper) / 2);
}

/** The mean difference between one round trip and the next. @param times at least two. */
function jitterOf(times: readonly number[]): number {
  const differences = times.slice(1).map((time, index) => Math.abs(time - (times[index] ?? time)));
  return thousandths(differences.reduce((sum, one) => sum + one, 0) / differences.length);
}

/** The program writes no more. */
function thousandths(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}

function evidenceOf({ address, sent, times }: Pinged): readonly Evidence[] {
  const [least] = times;
  const most = times.at(-1);
  return [
    { name: 'received', type: 'line', text: `${String(times.length)}/${String(sent)}` },
    ...(least === undefined || most === undefined
      ? []
      : [{ name: 'roundTrip', type: 'times', ms: [least, median(times), most] } as const]),
    { name: 'address', type: 'line', text: address },
  ];
}

function readable(packetLoss: number, responseTime: number | null): Readable {
  return {
    read({ on }) {
      if (on === 'packetLoss') return found(packetLoss);
      return responseTime === null ? found() : found(responseTime);
    },
    text: () => null,
    json: () => null,
    redact: (text) => text,
  };
}
