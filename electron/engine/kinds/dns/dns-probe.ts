/**
 * The DNS probe: one question to one name server, or to those of the system. Without an assertion on the response code,
 * any other than NOERROR is a failure; without one on the answer, so is an empty one.
 */
import type { AssertionSubject } from '../../../contract/assertion-subjects.ts';
import type { Evidence } from '../../../contract/model/evidence.ts';
import { authority } from '../../../contract/monitors/address.ts';
import { serverOf } from '../../../contract/monitors/dns.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { found, type Readable } from '../../assertions/reading.ts';
import { knownAddresses, lookUp } from '../../transport/addresses.ts';
import { shorten } from '../../transport/excerpt.ts';
import type { SocketContext } from '../../transport/open-socket.ts';
import { ProbeError } from '../../transport/probe-error.ts';
import { beginHop } from '../../transport/probe-trace.ts';
import { takePlace } from '../../transport/take-place.ts';
import type { ProbeFn } from '../kind.ts';
import { evaluated, probeWithin, type Attempt } from '../probing.ts';
import { queryDns, systemServers, type DnsAnswer } from './query.ts';

type DnsMonitor = MonitorOf<'dns'>;

const maxAnswers = 20;
const maxAnswerLength = 300;

export const probeDns: ProbeFn<DnsMonitor> = (monitor, environment) =>
  probeWithin(monitor, environment, async (context) => {
    const { host, record, timeout } = monitor;
    const server = await chooseServer(monitor, context);
    const peer = server ?? systemServers().join(', ');
    context.trace.host = host;
    context.trace.address = peer;
    const free = await takePlace(context.work.queries, context);
    try {
      context.timer.enter('firstByte');
      const { deadline } = context;
      const answer = await queryDns({ host, record, server, timeoutMs: timeout, deadline }).catch((error: unknown) => {
        throw namedError(error, { host, server: peer });
      });
      context.timer.stop();
      return evaluate(monitor, answer, { server: peer, responseTime: context.timer.total() });
    } finally {
      free();
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

interface Answered {
  readonly server: string;
  readonly responseTime: number;
}

function evaluate(monitor: DnsMonitor, answer: DnsAnswer, { server, responseTime }: Answered): Attempt {
  const { host, record, degradedAfter } = monitor;
  const { rcode, answers } = answer;
  const evidence = evidenceOf(server, answer);
  const asserts = (subject: AssertionSubject): boolean => monitor.assertions.some(({ on }) => on === subject);
  const failed = (failure: NonNullable<Attempt['failure']>): Attempt => {
    return { verdict: 'fail', responseTime, failure, evidence };
  };
  if (rcode !== 'NOERROR' && !asserts('rcode')) {
    return failed({ code: 'dns-rcode', facts: { host, record, server, rcode } });
  }
  if (answers.length === 0 && !asserts('rcode') && !asserts('answer')) {
    return failed({ code: 'dns-no-records', facts: { host, record } });
  }
  const assertions = evaluateAssertions(monitor.assertions, readable(answer, responseTime));
  return { ...evaluated({ assertions, responseTime, degradedAfter }), evidence };
}

function evidenceOf(server: string, { rcode, answers }: DnsAnswer): readonly Evidence[] {
  const kept = answers.slice(0, maxAnswers).map((answer) => shorten(answer, maxAnswerLength));
  const more = answers.length - kept.length;
  const text = [...kept, ...(more === 0 ? [] : [`… +${String(more)}`])].join('\n');
  return [
    { name: 'rcode', type: 'line', text: rcode },
    ...(text === '' ? [] : [{ name: 'answer', type: 'block', text } as const]),
    { name: 'nameServer', type: 'line', text: server },
  ];
}

function readable({ rcode, answers }: DnsAnswer, responseTime: number): Readable {
  return {
    read({ on }) {
      if (on === 'responseTime') return found(responseTime);
      return on === 'rcode' ? found(rcode) : found(...answers);
    },
    text: () => answers.join('\n'),
    json: () => null,
    redact: (text) => text,
  };
}
