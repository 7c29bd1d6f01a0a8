/**
 * The ping probe. The name is looked up like that of any other probe; the median of the round trips is the response time.
 * Without an assertion on the packet loss, one reply is enough.
 */
import type { Failure } from '../../../contract/failure.ts';
import type { Evidence } from '../../../contract/model/evidence.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { limitsOf } from '../../assertions/limits.ts';
import { found, type Readable } from '../../assertions/reading.ts';
import { knownAddresses, lookUp } from '../../transport/addresses.ts';
import type { SocketContext } from '../../transport/open-socket.ts';
import { beginHop } from '../../transport/probe-trace.ts';
import { takePlace } from '../../transport/take-place.ts';
import type { ProbeFn } from '../kind.ts';
import { evaluated, probeWithin, type Attempt } from '../probing.ts';
import { isRefusedBySystem, pingCommand, roundTripsIn } from './ping-command.ts';
import { runPing, type PingOutput } from './run-ping.ts';

type PingMonitor = MonitorOf<'ping'>;

export const probePing: ProbeFn<PingMonitor> = (monitor, environment) =>
  probeWithin(monitor, environment, async (context) => {
    const { host, ipFamily, count, timeout } = monitor;
    beginHop(context.trace, host);
    const [first] = knownAddresses(host, ipFamily) ?? (await lookUp(host, ipFamily, context));
    const address = first?.address ?? host;
    context.trace.address = address;
    const free = await takePlace(context.work.pings, context);
    try {
      context.timer.enter('firstByte');
      const command = pingCommand({ address, count, timeoutMs: timeout }, process.platform);
      const output = await runPing(command, context.deadline);
      context.timer.stop();
      rethrowStop(context);
      return judge(monitor, address, output);
    } finally {
      free();
    }
  });

/** The program stops: a check that was cut off says nothing about the host. */
function rethrowStop({ deadline }: SocketContext): void {
  const halted = deadline.halted();
  if (halted?.by === 'stop') throw halted;
}

function judge(monitor: PingMonitor, address: string, { output, errors, startError }: PingOutput): Attempt {
  if (startError !== null) return notRun(startError === 'ENOENT' ? 'missing' : 'not-started');
  const inOrder = roundTripsIn(output).slice(0, monitor.count);
  const times = inOrder.toSorted((a, b) => a - b);
  if (times.length === 0 && isRefusedBySystem(errors)) return notRun('not-permitted');
  const packetLoss = Math.round((1 - times.length / monitor.count) * 1_000) / 10;
  const kept = {
    phases: null,
    evidence: evidenceOf(monitor, address, times),
    figures: { packetLoss, ...(inOrder.length < 2 ? {} : { jitter: jitterOf(inOrder) }) },
    scales: {
      packetLoss: { unit: '%', warning: [], critical: limitsOf(monitor.assertions, 'packetLoss') },
      jitter: { unit: 'ms', warning: [], critical: [] },
    },
  };
  const isAsserted = monitor.assertions.some(({ on }) => on === 'packetLoss');
  if (times.length === 0 && !isAsserted) {
    const facts = { host: monitor.host, peer: address, sent: monitor.count };
    return { verdict: 'fail', responseTime: null, failure: { code: 'ping-no-reply', facts }, ...kept };
  }
  const responseTime = times.length === 0 ? null : median(times);
  const assertions = evaluateAssertions(monitor.assertions, readable(packetLoss, responseTime));
  const { degradedAfter } = monitor;
  return { ...evaluated({ assertions, responseTime: responseTime ?? 0, degradedAfter }), responseTime, ...kept };
}

function notRun(why: Extract<Failure, { code: 'ping-unavailable' }>['facts']['why']): Attempt {
  const failure = { code: 'ping-unavailable', facts: { why } } as const;
  return { verdict: 'inconclusive', responseTime: null, failure, phases: null };
}

/** @param times ascending, at least one. */
function median(times: readonly number[]): number {
  const upper = times[Math.floor(times.length / 2)] ?? 0;
  const lower = times[Math.floor((times.length - 1) / 2)] ?? upper;
  return thousandths((lower + upper) / 2);
}

/** The mean difference between one round trip and the next. @param times at least two. */
function jitterOf(times: readonly number[]): number {
  const differences = times.slice(1).map((time, index) => Math.abs(time - (times[index] ?? time)));
  return thousandths(differences.reduce((sum, one) => sum + one, 0) / differences.length);
}

/** The program writes no more. */
function thousandths(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}

function evidenceOf({ count }: PingMonitor, address: string, times: readonly number[]): readonly Evidence[] {
  const [least] = times;
  const most = times.at(-1);
  return [
    { name: 'received', type: 'line', text: `${String(times.length)}/${String(count)}` },
    ...(least === undefined || most === undefined
      ? []
      : [{ name: 'roundTrip', type: 'line', text: [least, median(times), most].join(' / ') } as const]),
    { name: 'address', type: 'line', text: address },
  ];
}

function readable(packetLoss: number, responseTime: number | null): Readable {
  return {
    read({ on }) {
      if (on === 'packetLoss') return found(packetLoss);
      return responseTime === null ? found() : found(responseTime);
    },
    text: () => null,
    json: () => null,
    redact: (text) => text,
  };
}
