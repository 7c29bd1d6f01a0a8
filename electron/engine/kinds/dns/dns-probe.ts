/** The DNS probe: one question to one name server, or to those of the system. */
import { authority } from '../../../contract/monitors/address.ts';
import { serverOf } from '../../../contract/monitors/dns.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { knownAddresses, lookUp } from '../../transport/addresses.ts';
import type { SocketContext } from '../../transport/open-socket.ts';
import { ProbeError } from '../../transport/probe-error.ts';
import { beginHop } from '../../transport/probe-trace.ts';
import type { ProbeFn } from '../kind.ts';
import { probeWithin } from '../probing.ts';
import { judgeDns } from './judge-dns.ts';
import { queryDns, systemServers } from './query.ts';

type DnsMonitor = MonitorOf<'dns'>;

export const probeDns: ProbeFn<DnsMonitor> = (monitor, environment) =>
  probeWithin(monitor, environment, async (context) => {
    const { host, record, timeout } = monitor;
    const server = await chooseServer(monitor, context);
    const peer = server ?? systemServers().join(', ');
    context.trace.host = host;
    context.trace.address = peer;
    const end = await context.work.queries.begin(`${peer} ${record} ${host}`, context);
    try {
      context.timer.enter('firstByte');
      const { deadline } = context;
      const answer = await queryDns({ host, record, server, timeoutMs: timeout, deadline }).catch((error: unknown) => {
        throw namedError(error, { host, server: peer });
      });
      context.timer.stop();
      return judgeDns(monitor, answer, { server: peer, responseTime: context.timer.total() });
    } finally {
      end();
    }
  });

/** c-ares takes addresses alone. Null: the servers of the system. */
async function chooseServer({ resolver, ipFamily }: DnsMonitor, context: SocketContext): Promise<string | null> {
  if (resolver === null) return null;
  const { host, port } = serverOf(resolver);
  beginHop(context.trace, host);
  const [first] = knownAddresses(host, ipFamily) ?? (await lookUp(host, ipFamily, context));
  return first === undefined ? null : authority(first.address, port);
}

interface Asked {
  readonly host: string;
  readonly server: string;
}

/** Where no server answered; other errors of the network are in transport/failure.ts. */
function namedError(error: unknown, asked: Asked): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ETIMEOUT') return new ProbeError({ code: 'dns-server-silent', facts: asked });
  if (code === 'EBADRESP') return new ProbeError({ code: 'dns-answer-malformed', facts: asked });
  if (!code.startsWith('EBAD')) return error;
  return new ProbeError({ code: 'lookup-failed', facts: { host: asked.host, error: code } });
}
