/**
 * Asks a Prometheus blackbox_exporter. Its module decides what a good response is; a second request with `debug=true`
 * fetches the reason of a failure in words.
 */
import type { LocationOf } from '../../../contract/locations/registry.ts';
import type { ProbedMonitor } from '../../../contract/monitors/registry.ts';
import { targetOf } from '../../monitors/target.ts';
import { shorten } from '../../transport/excerpt.ts';
import { redactorFor } from '../../transport/redaction.ts';
import { isRefusal, NoAnswer, remoteCheck, type AskContext, type LocationRoom, type Report } from '../location.ts';
import { authorizationOf, requestWithin } from '../service-request.ts';
import { readMetrics, reasonIn, type ProbeMetrics } from './probe-output.ts';

type Exporter = LocationOf<'blackbox'>;

/** The exporter ends half a second before it; ours is a little later. */
const marginMs = 1_500;
const longestReason = 200;

export const blackboxRoom: LocationRoom<Exporter> = {
  async ask(exporter, monitor, context): Promise<Report> {
    const startedAt = context.clock.now();
    const metrics = readMetrics(await probe(exporter, monitor, context));
    if (metrics === null) throw new NoAnswer('unintelligible');
    if (metrics.success)
      return { check: remoteCheck(startedAt, { verdict: 'pass', ...measured(metrics) }), place: null };
    const { status } = metrics;
    if (status !== null && isRefusal(status)) {
      const failure = { code: 'refused-there', facts: { status } } as const;
      return { check: remoteCheck(startedAt, { verdict: 'inconclusive', failure, ...measured(metrics) }), place: null };
    }
    const text = redactorFor(monitor)(await reasonOf(exporter, monitor, context));
    const failure = { code: 'reported-by-location', facts: { status, text: shorten(text, longestReason) } } as const;
    return {
      check: remoteCheck(startedAt, { verdict: 'fail', failure, ...measured(metrics), responseTime: null }),
      place: null,
    };
  },
};

function measured({
  durationMs,
  phases,
  certificate,
}: ProbeMetrics): Pick<Report['check'], 'responseTime' | 'phases' | 'certificate'> {
  return { responseTime: durationMs, phases, certificate };
}

async function probe(
  exporter: Exporter,
  monitor: ProbedMonitor,
  context: AskContext,
  isDebug = false,
): Promise<string> {
  const url = probeUrl(exporter, monitor, isDebug);
  const seconds = (monitor.timeout + 500) / 1_000;
  const response = await requestWithin(monitor.timeout + marginMs, context, {
    url,
    headers: { 'x-prometheus-scrape-timeout-seconds': String(seconds), ...authorizationOf(exporter.auth) },
  });
  if (response.status === 200) return response.text;
  if (response.status >= 500) throw new NoAnswer('unreachable', String(response.status));
  throw new NoAnswer('rejected', shorten(response.text.trim() || String(response.status), longestReason));
}

function probeUrl({ url, module, tcpModule }: Exporter, monitor: ProbedMonitor, isDebug: boolean): URL {
  const probeAt = new URL(url);
  probeAt.pathname = `${probeAt.pathname.replace(/\/$/u, '')}/probe`;
  const isPort = monitor.kind === 'tcp';
  const target = isPort ? `${bracketed(monitor.host)}:${String(monitor.port)}` : targetOf(monitor);
  probeAt.search = new URLSearchParams({
    target,
    module: isPort ? tcpModule : module,
    ...(isDebug ? { debug: 'true' } : {}),
  }).toString();
  return probeAt;
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Empty: it does not say. The probe itself has been made; whatever goes wrong here changes nothing. */
async function reasonOf(exporter: Exporter, monitor: ProbedMonitor, context: AskContext): Promise<string> {
  try {
    return reasonIn(await probe(exporter, monitor, context, true));
  } catch (error) {
    context.logger.debug('an exporter did not give a reason', { location: exporter.id, error });
    return '';
  }
}
