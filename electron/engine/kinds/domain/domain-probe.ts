/**
 * The domain probe: asks the registry of a domain, found by the list of IANA, when its registration expires. What a
 * registry does not tell, or that it cannot be reached, is no failure of the domain: such a check is inconclusive.
 */
import { domainToASCII } from 'node:url';
import type { Failure, FailureCode } from '../../../contract/failure.ts';
import type { Evidence } from '../../../contract/model/evidence.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { found, type Readable } from '../../assertions/reading.ts';
import type { SocketContext } from '../../transport/open-socket.ts';
import { ProbeError } from '../../transport/probe-error.ts';
import type { Work } from '../../transport/work.ts';
import type { ProbeEnvironment, ProbeFn } from '../kind.ts';
import { evaluated, probeWithin, type Attempt } from '../probing.ts';
import { getJson } from './get-json.ts';
import { domainUrl, readBootstrap, readRegistration, serverFor, type Bootstrap, type Registration } from './rdap.ts';

type DomainMonitor = MonitorOf<'domain'>;

const dayMs = 86_400_000;
const bootstrapUrl = new URL('https://data.iana.org/rdap/dns.json');
const bootstrapMs = 7 * dayMs;

interface CachedBootstrap {
  readonly bootstrap: Bootstrap;
  readonly untilMs: number;
}
/** One for each engine, which its work stands for. */
const bootstraps = new WeakMap<Work, CachedBootstrap>();

/** The only failures of the domain itself. */
const ofDomain: ReadonlySet<FailureCode> = new Set([
  'domain-not-found',
  'domain-expires',
  'domain-expired',
  'assertions-failed',
]);

export const probeDomain: ProbeFn<DomainMonitor> = domainProbe(bootstrapUrl);

/** @param listUrl the list of registries. */
export function domainProbe(listUrl: URL): ProbeFn<DomainMonitor> {
  return async (monitor, environment) => {
    const check = await probeWithin(monitor, environment, (context) => ask(monitor, listUrl, { environment, context }));
    const isAboutDomain = check.failure === null || ofDomain.has(check.failure.code);
    return check.verdict === 'fail' && !isAboutDomain ? { ...check, verdict: 'inconclusive' } : check;
  };
}

interface Asking {
  readonly environment: ProbeEnvironment;
  readonly context: SocketContext;
}

async function ask(monitor: DomainMonitor, listUrl: URL, { environment, context }: Asking): Promise<Attempt> {
  const { version } = environment;
  const domain = domainToASCII(monitor.domain.replace(/\.$/u, '')) || monitor.domain;
  const server = monitor.server ?? serverFor(domain, await bootstrapFrom(listUrl, version, context));
  if (server === null) return cannotTell({ code: 'no-registry', facts: { domain: monitor.domain } });
  const { url, status, json } = await getJson(domainUrl(server, domain), version, context);
  const responseTime = context.timer.total();
  if (status === 404)
    return { verdict: 'fail', responseTime, failure: { code: 'domain-not-found', facts: { domain: monitor.domain } } };
  if (status !== 200) return cannotTell({ code: 'registry-failed', facts: { server: url.host, status } });
  const registration = readRegistration(json);
  if (registration === null) return cannotTell({ code: 'registry-unreadable', facts: { server: url.host } });
  return judge(monitor, registration, { nowMs: context.clock.now(), responseTime, server: url.host });
}

async function bootstrapFrom(url: URL, version: string | undefined, context: SocketContext): Promise<Bootstrap> {
  const nowMs = context.clock.now();
  const cached = bootstraps.get(context.work);
  if (cached !== undefined && cached.untilMs > nowMs && cached.untilMs <= nowMs + bootstrapMs) return cached.bootstrap;
  const { status, json } = await getJson(url, version, context);
  const bootstrap = status === 200 ? readBootstrap(json) : null;
  if (bootstrap !== null) {
    bootstraps.set(context.work, { bootstrap, untilMs: nowMs + bootstrapMs });
    return bootstrap;
  }
  // An old list is better than none.
  if (cached !== undefined) return cached.bootstrap;
  throw new ProbeError({ code: 'registry-failed', facts: { server: url.host, status } });
}

interface Answered {
  readonly nowMs: number;
  readonly responseTime: number;
  readonly server: string;
}

function judge(monitor: DomainMonitor, registration: Registration, { nowMs, responseTime, server }: Answered): Attempt {
  const { domain, warningDays, criticalDays } = monitor;
  const evidence = evidenceOf(registration, server);
  const { expiresAt } = registration;
  if (expiresAt === null)
    return { ...cannotTell({ code: 'domain-without-date', facts: { domain, server } }), evidence };
  const days = Math.floor((expiresAt - nowMs) / dayMs);
  const scales = { days: { unit: 'd', warning: [warningDays], critical: [criticalDays] } };
  const kept = { evidence, figures: { days }, scales };
  const failure: Failure =
    expiresAt <= nowMs
      ? { code: 'domain-expired', facts: { domain, expiredAt: expiresAt } }
      : { code: 'domain-expires', facts: { domain, expiresAt, days } };
  if (days < criticalDays || expiresAt <= nowMs) return { verdict: 'fail', responseTime, failure, ...kept };
  const assertions = evaluateAssertions(monitor.assertions, readable(days, responseTime));
  const outcome = evaluated({ assertions, responseTime, degradedAfter: monitor.degradedAfter });
  const isWarning = days < warningDays && outcome.verdict !== 'fail';
  return { ...outcome, ...kept, ...(isWarning ? { verdict: 'degraded', failure } : {}) };
}

function cannotTell(failure: Failure): Attempt {
  return { verdict: 'inconclusive', responseTime: null, failure };
}

function evidenceOf(
  { expiresAt, registeredAt, changedAt, registrar, status }: Registration,
  server: string,
): readonly Evidence[] {
  const moment = (name: Evidence['name'], at: number | null): readonly Evidence[] =>
    at === null ? [] : [{ name, type: 'moment', at }];
  return [
    ...moment('expires', expiresAt),
    ...moment('registered', registeredAt),
    ...moment('changed', changedAt),
    ...(registrar === null ? [] : [{ name: 'registrar', type: 'line', text: registrar } as const]),
    ...(status.length === 0 ? [] : [{ name: 'status', type: 'line', text: status.join(', ') } as const]),
    { name: 'source', type: 'line', text: server },
  ];
}

function readable(days: number, responseTime: number): Readable {
  return {
    read: ({ on }) => found(on === 'responseTime' ? responseTime : days),
    text: () => '',
    json: () => null,
    redact: (text) => text,
  };
}
