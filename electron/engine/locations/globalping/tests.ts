/** The Globalping test for each kind of monitor, and how its results are evaluated. Pure. */
import { isIP } from 'node:net';
import type { z } from 'zod';
import type { AskedBy } from '../../../contract/locations/registry.ts';
import type { CheckDetail } from '../../../contract/model/state.ts';
import { serverOf, type DnsRecord } from '../../../contract/monitors/dns.ts';
import type { Monitor, MonitorOf } from '../../../contract/monitors/registry.ts';
import { judgeDns } from '../../kinds/dns/judge-dns.ts';
import { recordText } from '../../kinds/dns/record-text.ts';
import { judgePing } from '../../kinds/ping/judge-ping.ts';
import { targetOf } from '../../monitors/target.ts';
import { asSeenElsewhere } from '../as-seen-elsewhere.ts';
import { NoAnswer, remoteCheck, type Disclosure } from '../location.ts';
import { disclosedOf, requestFor } from './http-request.ts';
import { judgeResponse } from './judge-response.ts';
import { finishedDns, finishedHttp, finishedPing } from './measurement.ts';

export interface Test<M> {
  readonly disclose: (monitor: M) => Disclosure;
  /** Type, target and options. @param finalUrl where redirects led this computer; null: nowhere else. */
  readonly request: (monitor: M, finalUrl: string | null) => object;
  /** May throw `NoAnswer`. */
  readonly judge: (finished: unknown, monitor: M, seen: Seen) => CheckDetail;
}

export interface Seen {
  readonly atMs: number;
  readonly finalUrl: string | null;
}

const tests: { readonly [K in AskedBy<'globalping'>]: Test<MonitorOf<K>> } = {
  http: {
    disclose(monitor) {
      const { url, isReachability } = disclosedOf(monitor, null);
      return { target: url.href, hasQuery: url.search !== '', isReachability };
    },
    request: (monitor, finalUrl) => requestFor(monitor, disclosedOf(monitor, finalUrl)),
    judge: (finished, monitor, { atMs, finalUrl }) =>
      judgeResponse(shaped(finishedHttp, finished), { monitor, asked: disclosedOf(monitor, finalUrl), atMs }),
  },
  ping: {
    disclose: wholeTarget,
    request: ({ host, count, ipFamily }) => ({
      type: 'ping',
      target: host,
      measurementOptions: {
        packets: count,
        ...(ipFamily === 'auto' || isIP(host) !== 0 ? {} : { ipVersion: ipFamily }),
      },
    }),
    judge: judgeReplies,
  },
  dns: {
    disclose: wholeTarget,
    request: ({ host, record, resolver }) => ({
      type: 'dns',
      target: host,
      measurementOptions: { query: { type: record }, ...serverOptions(resolver) },
    }),
    judge: judgeAnswers,
  },
};

/** Null: it has no test for such monitors. */
export function testOf(monitor: Monitor): Test<Monitor> | null {
  const all: { readonly [K in Monitor['kind']]?: unknown } = tests;
  return (all[monitor.kind] as Test<Monitor> | undefined) ?? null;
}

/** Neither has secrets. */
function wholeTarget(monitor: Monitor): Disclosure {
  return { target: targetOf(monitor), hasQuery: false, isReachability: false };
}

function serverOptions(resolver: string | null): object {
  if (resolver === null) return {};
  const { host, port } = serverOf(resolver);
  return { resolver: host, port };
}

function shaped<T>(shape: z.ZodType<T>, finished: unknown): T {
  const parsed = shape.safeParse(finished);
  if (!parsed.success) throw new NoAnswer('unintelligible');
  return parsed.data;
}

function judgeReplies(finished: unknown, monitor: MonitorOf<'ping'>, { atMs }: Seen): CheckDetail {
  const { resolvedAddress, stats, timings } = shaped(finishedPing, finished);
  const { total: sent, rcv } = stats;
  // Whether there were replies must not depend on which part is read.
  if (timings.length > sent || timings.length > 0 !== rcv > 0) throw new NoAnswer('unintelligible');
  const pinged = { address: resolvedAddress ?? monitor.host, sent, times: timings.map(({ rtt }) => rtt) };
  return remoteCheck(atMs, judgePing(asSeenElsewhere(monitor), pinged));
}

/** The answers also have the aliases that lead to the records. */
function judgeAnswers(finished: unknown, monitor: MonitorOf<'dns'>, { atMs }: Seen): CheckDetail {
  const { statusCodeName: rcode, answers, timings, resolver: server } = shaped(finishedDns, finished);
  const found = { rcode, answers: recordsIn(answers, monitor.record) };
  return remoteCheck(atMs, judgeDns(asSeenElsewhere(monitor), found, { server, responseTime: timings.total }));
}

function recordsIn(
  answers: readonly { readonly type: string; readonly value: string }[],
  record: DnsRecord,
): readonly string[] {
  return answers.flatMap(({ type, value }) => (type === record ? [recordText(record, value)] : [])).sort();
}
