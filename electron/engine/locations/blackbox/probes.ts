/** What is requested from the exporter for each kind of monitor, and what it reports besides its own verdict. */
import { isIP } from 'node:net';
import type { AskedBy, LocationOf } from '../../../contract/locations/registry.ts';
import type { Assertion } from '../../../contract/model/monitor.ts';
import { authority } from '../../../contract/monitors/address.ts';
import { serverOf } from '../../../contract/monitors/dns.ts';
import type { MonitorOf, ProbedMonitor } from '../../../contract/monitors/registry.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { readCertificate } from '../../kinds/certificate/read-certificate.ts';
import { judgePing } from '../../kinds/ping/judge-ping.ts';
import { evaluated, type Attempt } from '../../kinds/probing.ts';
import { exporterTargetOf } from '../../monitors/target.ts';
import { asSeenElsewhere } from '../as-seen-elsewhere.ts';
import { NoAnswer } from '../location.ts';
import type { ProbeMetrics } from './probe-output.ts';

export type Exporter = LocationOf<'blackbox'>;

export interface ExporterProbe<M> {
  readonly module: (exporter: Exporter, monitor: M) => string;
  readonly target: (monitor: M) => string;
  /** The name that is asked for with TLS; null: the target's. */
  readonly hostname?: (monitor: M) => string | null;
  /** By the monitor's own assertions; absent: the module alone decides. May throw `NoAnswer`. */
  readonly judge?: (metrics: ProbeMetrics, monitor: M, nowMs: number) => Attempt;
  /** The same for a failure that the exporter reports; absent: it is one. */
  readonly judgeFailure?: (monitor: M) => Attempt;
}

const probes: { readonly [K in AskedBy<'blackbox'>]: ExporterProbe<MonitorOf<K>> } = {
  http: { module: ({ module }) => module, target: ({ url }) => url },
  tcp: { module: ({ tcpModule, tlsModule }, { tls }) => (tls ? tlsModule : tcpModule), target: exporterTargetOf },
  ping: {
    module: ({ pingModule }) => pingModule,
    target: exporterTargetOf,
    judge: judgeReply,
    judgeFailure: judgeLoss,
  },
  dns: { module: dnsModuleOf, target: nameServerOf },
  certificate: {
    module: ({ tlsModule }, { startTls }) => (startTls === 'none' ? tlsModule : `${startTls}_starttls`),
    target: exporterTargetOf,
    hostname: ({ serverName }) => serverName,
    judge: judgeCertificate,
  },
};

/** Null: the exporter has no probe for such monitors. */
export function exporterProbeOf(monitor: ProbedMonitor): ExporterProbe<ProbedMonitor> | null {
  const all: { readonly [K in ProbedMonitor['kind']]?: unknown } = probes;
  return (all[monitor.kind] as ExporterProbe<ProbedMonitor> | undefined) ?? null;
}

function dnsModuleOf({ dnsModule }: Exporter, { id }: MonitorOf<'dns'>): string {
  return dnsModule.replaceAll('{monitor}', id.replaceAll('-', '_'));
}

function nameServerOf({ resolver }: MonitorOf<'dns'>): string {
  if (resolver === null) throw new NoAnswer('unable');
  const { host, port } = serverOf(resolver);
  return authority(host, port);
}

/** It sends one echo request. */
function judgeReply({ roundTripMs, durationMs }: ProbeMetrics, monitor: MonitorOf<'ping'>): Attempt {
  const times = [roundTripMs ?? durationMs ?? 0];
  return { ...judgePing(asSeenElsewhere(monitor), { address: monitor.host, sent: 1, times }), evidence: [] };
}

function judgeLoss(monitor: MonitorOf<'ping'>): Attempt {
  return { ...judgePing(asSeenElsewhere(monitor), { address: monitor.host, sent: 1, times: [] }), evidence: [] };
}

/** Its module may not use TLS, older exporters do not name the issuer, and none names the addresses of a certificate. */
function judgeCertificate(
  { certificate, names, durationMs }: ProbeMetrics,
  monitor: MonitorOf<'certificate'>,
  nowMs: number,
): Attempt {
  if (certificate === null) throw new NoAnswer('needs-more');
  const { validTo, issuer } = certificate;
  const seen = { validTo, issuer: issuer === '' ? null : issuer, names };
  const isKnown = ({ on, value }: Assertion): boolean =>
    on === 'certificateDays' || (on === 'issuer' ? seen.issuer !== null : names !== null && !mentionsAddress(value));
  if (!monitor.assertions.every(isKnown)) throw new NoAnswer('needs-more');
  const assertions = evaluateAssertions(monitor.assertions, readCertificate(seen, nowMs));
  return evaluated({ assertions, responseTime: durationMs ?? 0, degradedAfter: null });
}

function mentionsAddress(value: Assertion['value']): boolean {
  return [value].flat().some((one) => typeof one === 'string' && isIP(one) !== 0);
}
