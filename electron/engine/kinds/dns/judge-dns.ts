/**
 * Evaluates the answer of a name server. Without an assertion on the response code, any code but NOERROR is a failure;
 * without an assertion on the answer, an empty answer is one. Pure.
 */
import type { AssertionSubject } from '../../../contract/assertion-subjects.ts';
import type { Evidence } from '../../../contract/model/evidence.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { found, type Readable } from '../../assertions/reading.ts';
import { shorten } from '../../transport/excerpt.ts';
import { evaluated, type Attempt } from '../probing.ts';
import type { DnsAnswer } from './query.ts';

type DnsMonitor = Pick<MonitorOf<'dns'>, 'host' | 'record' | 'assertions' | 'degradedAfter'>;

const maxAnswers = 20;
const maxAnswerLength = 300;

export interface Answered {
  readonly server: string;
  readonly responseTime: number;
}

export function judgeDns(monitor: DnsMonitor, answer: DnsAnswer, { server, responseTime }: Answered): Attempt {
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
