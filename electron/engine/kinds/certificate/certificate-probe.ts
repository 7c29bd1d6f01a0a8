/** The certificate probe: a TLS handshake, in the clear up to it where the protocol wants that, and nothing after it. */
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { limitsOf } from '../../assertions/limits.ts';
import type { Readable } from '../../assertions/reading.ts';
import { daysLeft } from '../../transport/certificate-chain.ts';
import { openSocket, type SocketContext } from '../../transport/open-socket.ts';
import type { ProbeTrace } from '../../transport/probe-trace.ts';
import { startTls } from '../../transport/start-tls.ts';
import { withAuthorities } from '../../transport/trust.ts';
import type { ProbeFn } from '../kind.ts';
import { evaluated, probeWithin, type Attempt } from '../probing.ts';
import { chainEvidence } from './chain-evidence.ts';
import { readCertificate } from './read-certificate.ts';

type CertificateMonitor = MonitorOf<'certificate'>;

export const probeCertificate: ProbeFn<CertificateMonitor> = async (monitor, environment) => {
  const seen: { trace: ProbeTrace | null } = { trace: null };
  const trustedCa = withAuthorities(environment.trustedCa, monitor.trustedCertificates);
  const check = await probeWithin(monitor, { ...environment, trustedCa }, (context) => {
    seen.trace = context.trace;
    return attempt(monitor, context);
  });
  // A chain that is rejected is shown as well.
  const evidence = seen.trace === null ? [] : chainEvidence(seen.trace);
  const expiresFirst = seen.trace?.expiresFirst ?? null;
  if (expiresFirst === null || evidence.length === 0) return check;
  return {
    ...check,
    evidence,
    figures: { days: daysLeft(expiresFirst.validTo, environment.clock.now()) },
    scales: { days: { unit: 'd', warning: [], critical: limitsOf(monitor.assertions, 'certificateDays') } },
  };
};

async function attempt(monitor: CertificateMonitor, context: SocketContext): Promise<Attempt> {
  const { host, port, ipFamily, serverName, startTls: protocol } = monitor;
  const prepare = protocol === 'none' ? null : startTls[protocol];
  const tls = { ignoreErrors: false, protocols: [], serverName, prepare };
  const socket = await openSocket({ host, port, ipFamily, tls }, context);
  socket.destroy();
  context.timer.stop();
  const responseTime = context.timer.total();
  const assertions = evaluateAssertions(monitor.assertions, seenBy(context));
  return evaluated({ assertions, responseTime, degradedAfter: monitor.degradedAfter });
}

function seenBy({ trace: { certificate, expiresFirst }, clock }: SocketContext): Readable {
  const seen = {
    validTo: expiresFirst?.validTo ?? null,
    issuer: certificate?.info.issuer ?? null,
    names: certificate?.names ?? null,
  };
  return readCertificate(seen, clock.now());
}
