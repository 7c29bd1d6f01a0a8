/** The metric probe: asks a Prometheus server for the series of a query now, and compares their values and number. */
import { oneLine } from '../../../contract/plain-text.ts';
import type { Evidence } from '../../../contract/model/evidence.ts';
import type { CheckDetail } from '../../../contract/model/state.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { limitsOf } from '../../assertions/limits.ts';
import { parseJson } from '../../assertions/json-text.ts';
import { textOf } from '../../assertions/operators.ts';
import { found, type Readable } from '../../assertions/reading.ts';
import { authorizationOf } from '../../locations/service-request.ts';
import { openSocket, type SocketContext } from '../../transport/open-socket.ts';
import { ProbeError } from '../../transport/probe-error.ts';
import { redactorFor } from '../../transport/redaction.ts';
import { acceptedEncodings } from '../http/content-decoding.ts';
import { exchange, type HttpResponse } from '../http/exchange.ts';
import type { ProbeFn } from '../kind.ts';
import { evaluated, probeWithin, type Attempt } from '../probing.ts';
import { readQueryResult, type MeasuredSeries } from './query-result.ts';

type MetricMonitor = MonitorOf<'metric'>;

const maxBodyBytes = 1_048_576;
const shownSeries = 20;
const longestError = 200;
const chartedSeries = 8;
const longestName = 64;
const longestLine = 500;
const longestValue = 40;

export const probeMetric: ProbeFn<MetricMonitor> = (monitor, environment) =>
  probeWithin(monitor, environment, async (context) => {
    const { status, body } = await ask(monitor, environment.version, context);
    const responseTime = context.timer.total();
    if (body?.isTruncated === true)
      throw new ProbeError({ code: 'too-many-series', facts: { limitBytes: maxBodyBytes } });
    const result = readQueryResult(parseJson(body?.bytes.toString('utf8') ?? '')?.value);
    if (!result.ok) {
      const text = oneLine(redactorFor(monitor)(result.error ?? ''), longestError);
      throw new ProbeError({ code: 'query-failed', facts: { status, text } });
    }
    return judge(monitor, result.series, responseTime);
  });

async function ask(monitor: MetricMonitor, version: string | undefined, context: SocketContext): Promise<HttpResponse> {
  const url = new URL(monitor.url);
  url.pathname = `${url.pathname.replace(/\/$/u, '')}/api/v1/query`;
  url.search = new URLSearchParams({ query: monitor.query }).toString();
  const isSecure = url.protocol === 'https:';
  const socket = await openSocket(
    {
      host: url.hostname.replace(/^\[|\]$/gu, ''),
      port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
      ipFamily: monitor.ipFamily,
      tls: isSecure ? { ignoreErrors: monitor.ignoreTlsErrors, protocols: ['http/1.1'] } : null,
    },
    context,
  );
  const headers = {
    'user-agent': version === undefined ? 'Vigilmon' : `Vigilmon/${version}`,
    accept: 'application/json',
    'accept-encoding': acceptedEncodings,
    ...authorizationOf(monitor.auth),
  };
  return exchange(
    socket,
    { url, origin: new URL(url.origin), method: 'GET', headers, body: null },
    { context, maxBodyBytes, wantsBody: () => true, isDecided: () => false },
  );
}

function judge(monitor: MetricMonitor, series: readonly MeasuredSeries[], responseTime: number): Attempt {
  const { degradedAfter, holdsFor, noData, query } = monitor;
  const kept = { evidence: evidenceOf(monitor, series), ...figuresOf(monitor, series) };
  // The number of series can be asserted, and so may be zero.
  const counts = monitor.assertions.filter(({ on }) => on !== 'value');
  const isEmpty = series.length === 0;
  if (isEmpty && noData !== 'pass' && !counts.some(({ on }) => on === 'series')) {
    const failure = { code: 'no-series', facts: { query: oneLine(query, longestError) } } as const;
    return { verdict: noData === 'fail' ? 'fail' : 'inconclusive', responseTime, failure, ...kept };
  }
  const asserted = (isEmpty ? counts : monitor.assertions).map((assertion) =>
    assertion.on === 'value' && holdsFor === 'any' ? { ...assertion, any: true } : assertion,
  );
  const assertions = evaluateAssertions(asserted, readable(monitor, series, responseTime));
  return { ...evaluated({ assertions, responseTime, degradedAfter }), ...kept };
}

function readable(monitor: MetricMonitor, series: readonly MeasuredSeries[], responseTime: number): Readable {
  return {
    read({ on }) {
      if (on === 'responseTime') return found(responseTime);
      if (on === 'series') return found(series.length);
      return { ...found(...series.map(({ value }) => value)), names: series.map(({ name }) => name) };
    },
    text: () => '',
    json: () => null,
    redact: redactorFor(monitor),
  };
}

function evidenceOf(monitor: MetricMonitor, series: readonly MeasuredSeries[]): readonly Evidence[] {
  if (series.length === 0) return [];
  const redact = redactorFor(monitor);
  const lines = series
    .slice(0, shownSeries)
    .map(({ name, value }) => `${oneLine(redact(name), longestLine)} ${oneLine(textOf(value), longestValue)}`.trim());
  const text = lines.join('\n');
  return [{ name: 'series', type: 'block', text: series.length > shownSeries ? `${text}\n…` : text }];
}

/** A single value, or a few by the names of their series. */
function figuresOf(monitor: MetricMonitor, series: readonly MeasuredSeries[]): Pick<CheckDetail, 'figures' | 'scales'> {
  const redact = redactorFor(monitor);
  const charted = series.length > chartedSeries ? [] : series;
  const values = charted.flatMap(({ name, value }) => {
    if (typeof value !== 'number') return [];
    return [[series.length === 1 ? 'value' : oneLine(redact(name), longestName), value] as const];
  });
  const scale = { unit: '', warning: [], critical: limitsOf(monitor.assertions, 'value') };
  return {
    figures: { series: series.length, ...Object.fromEntries(values) },
    scales: Object.fromEntries(values.map(([name]) => [name, scale])),
  };
}
