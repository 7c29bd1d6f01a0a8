/**
 * Asks a Prometheus blackbox_exporter. Its module decides what a good response is. A failure is looked at once more, with
 * `debug=true`, which also has its reason in words.
 */
import type { CheckDetail } from '../../../contract/model/state.ts';
import type { ProbedMonitor } from '../../../contract/monitors/registry.ts';
import { shorten } from '../../transport/excerpt.ts';
import { redactorFor } from '../../transport/redaction.ts';
import { hasOwnAuthorities } from '../own-authorities.ts';
import { isRefusal, NoAnswer, remoteCheck, type AskContext, type LocationRoom } from '../location.ts';
import { authorizationOf, requestWithin } from '../service-request.ts';
import {
  isOwnFailure,
  isUntrusted,
  readDebug,
  readMetrics,
  type DebugOutput,
  type ProbeMetrics,
} from './probe-output.ts';
import { exporterProbeOf, type Exporter, type ExporterProbe } from './probes.ts';

/** The exporter ends half a second before it; ours is a little later. */
const marginMs = 1_500;
const longestReason = 200;

export const blackboxRoom: LocationRoom<Exporter> = {
  async ask(exporter, monitor, context) {
    const probe = exporterProbeOf(monitor);
    if (probe === null) throw new NoAnswer('unable');
    const atMs = context.clock.now();
    const asking = { exporter, monitor, context, probe };
    const metrics = readMetrics(await ask(asking));
    if (metrics === null) throw new NoAnswer('unintelligible');
    if (metrics.success) return { check: passed(metrics, asking, atMs), place: null };
    const second = await lookAgain(asking);
    if (second.metrics?.success === true) return { check: passed(second.metrics, asking, atMs), place: null };
    return { check: failed(metrics, asking, { atMs, reason: second.reason }), place: null };
  },
};

interface Asking {
  readonly exporter: Exporter;
  readonly monitor: ProbedMonitor;
  readonly context: AskContext;
  readonly probe: ExporterProbe<ProbedMonitor>;
}

function passed(metrics: ProbeMetrics, { monitor, probe, context }: Asking, atMs: number): CheckDetail {
  const measured = remoteCheck(atMs, { verdict: 'pass', ...measuredBy(metrics) });
  return { ...measured, ...probe.judge?.(metrics, monitor, context.clock.now()) };
}

interface Failed {
  readonly atMs: number;
  readonly reason: string;
}

function failed(metrics: ProbeMetrics, { monitor, probe }: Asking, { atMs, reason }: Failed): CheckDetail {
  const { status } = metrics;
  const measured = measuredBy(metrics);
  if (status !== null && isRefusal(status)) {
    const failure = { code: 'refused-there', facts: { status } } as const;
    return remoteCheck(atMs, { verdict: 'inconclusive', failure, ...measured });
  }
  const text = shorten(redactorFor(monitor)(reason), longestReason);
  if (isOwnFailure(reason)) throw new NoAnswer('probe-failed', text);
  if (isUntrusted(reason) && hasOwnAuthorities(monitor)) throw new NoAnswer('needs-more', text);
  const judged = probe.judgeFailure?.(monitor) ?? { verdict: 'fail' };
  if (judged.verdict !== 'fail') return remoteCheck(atMs, { ...measured, ...judged });
  const failure = { code: 'reported-by-location', facts: { status, text } } as const;
  return remoteCheck(atMs, { ...measured, ...judged, failure, responseTime: null });
}

function measuredBy({
  durationMs,
  phases,
  certificate,
}: ProbeMetrics): Pick<CheckDetail, 'responseTime' | 'phases' | 'certificate'> {
  return { responseTime: durationMs, phases, certificate };
}

async function ask({ exporter, monitor, context, probe }: Asking, isDebug = false): Promise<string> {
  const seconds = (monitor.timeout + 500) / 1_000;
  const response = await requestWithin(monitor.timeout + marginMs, context, {
    url: probeUrl(exporter, monitor, { probe, isDebug }),
    headers: { 'x-prometheus-scrape-timeout-seconds': String(seconds), ...authorizationOf(exporter.auth) },
  });
  if (response.status === 200) return response.text;
  if (response.status >= 500) throw new NoAnswer('unreachable', String(response.status));
  throw new NoAnswer('rejected', shorten(response.text.trim() || String(response.status), longestReason));
}

interface Request {
  readonly probe: ExporterProbe<ProbedMonitor>;
  readonly isDebug: boolean;
}

function probeUrl(exporter: Exporter, monitor: ProbedMonitor, { probe, isDebug }: Request): URL {
  const probeAt = new URL(exporter.url);
  probeAt.pathname = `${probeAt.pathname.replace(/\/$/u, '')}/probe`;
  const hostname = probe.hostname?.(monitor) ?? null;
  probeAt.search = new URLSearchParams({
    target: probe.target(monitor),
    module: probe.module(exporter, monitor),
    ...(hostname === null ? {} : { hostname }),
    ...(isDebug ? { debug: 'true' } : {}),
  }).toString();
  return probeAt;
}

/** The first probe counts, whatever goes wrong here. */
async function lookAgain(asking: Asking): Promise<DebugOutput> {
  try {
    return readDebug(await ask(asking, true));
  } catch (error) {
    const { context, exporter } = asking;
    context.logger.debug('an exporter did not give a reason', { location: exporter.id, error });
    return { metrics: null, reason: '' };
  }
}
