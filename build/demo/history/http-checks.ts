/** What a check of an endpoint found at a time of the past. */
import type { HttpMonitor } from '../../../electron/contract/monitors/registry.ts';
import type { CheckDetail, Phases } from '../../../electron/contract/model/state.ts';
import { responseTimeAt, slowFactor, type Pace } from '../response-time.ts';
import type { Evidence } from './evidence.ts';
import type { Random } from './random.ts';
import type { Trouble } from './troubles.ts';

export interface Found {
  readonly evidence: Evidence;
  readonly monitor: HttpMonitor;
  readonly pace: Pace;
  readonly random: Random;
}

export function httpCheckAt(
  at: number,
  trouble: Trouble | null,
  { evidence, monitor, pace, random }: Found,
): CheckDetail {
  const fault = trouble?.fault ?? null;
  const seen = fault === null ? evidence.well : evidence.ill(fault);
  if (seen.response === null) return { ...seen, at };
  const took = responseTimeAt(pace, at, random) * (trouble !== null && fault === null ? slowFactor : 1);
  const responseTime = tenths(Math.min(took, monitor.timeout - 100));
  const isSlow = seen.verdict === 'pass' && monitor.degradedAfter !== null && responseTime > monitor.degradedAfter;
  const phases = phasesOf(responseTime, monitor.url.startsWith('https:'), random);
  return { ...seen, at, responseTime, phases, verdict: isSlow ? 'degraded' : seen.verdict };
}

/** An IP address needs no DNS lookup; the rest of the short time is the service's own. */
function phasesOf(responseTime: number, isSecure: boolean, random: Random): Phases {
  const connect = tenths(Math.min(responseTime / 4, random.between(0.2, 0.7)));
  const tls = isSecure ? tenths(Math.min(responseTime / 3, random.between(2.5, 4.5))) : null;
  const download = tenths(Math.min(responseTime / 4, random.between(0.2, 1.4)));
  return { dns: null, connect, tls, firstByte: tenths(responseTime - connect - (tls ?? 0) - download), download };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
