/** The ping probe. The name is looked up like that of any other probe. */
import type { Failure } from '../../../contract/failure.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { knownAddresses, lookUp } from '../../transport/addresses.ts';
import type { SocketContext } from '../../transport/open-socket.ts';
import { beginHop } from '../../transport/probe-trace.ts';
import type { ProbeFn } from '../kind.ts';
import { probeWithin, type Attempt } from '../probing.ts';
import { judgePing } from './judge-ping.ts';
import { isRefusedBySystem, pingCommand, roundTripsIn, usualMs } from './ping-command.ts';
import { runPing, type PingOutput } from './run-ping.ts';

type PingMonitor = MonitorOf<'ping'>;

export const probePing: ProbeFn<PingMonitor> = (monitor, environment) =>
  probeWithin(monitor, environment, async (context) => {
    const { host, ipFamily, count, timeout } = monitor;
    beginHop(context.trace, host);
    const [first] = knownAddresses(host, ipFamily) ?? (await lookUp(host, ipFamily, context));
    const address = first?.address ?? host;
    context.trace.address = address;
    const end = await context.work.pings.begin(address, context, usualMs(count, process.platform));
    try {
      context.timer.enter('firstByte');
      const command = pingCommand({ address, count, timeoutMs: timeout }, process.platform);
      const output = await runPing(command, context.deadline);
      context.timer.stop();
      rethrowStop(context);
      return judge(monitor, address, output);
    } finally {
      end();
    }
  });

/** The program stops: a check that was cut off says nothing about the host. */
function rethrowStop({ deadline }: SocketContext): void {
  const halted = deadline.halted();
  if (halted?.by === 'stop') throw halted;
}

function judge(monitor: PingMonitor, address: string, { output, errors, startError }: PingOutput): Attempt {
  if (startError !== null) return notRun(startError === 'ENOENT' ? 'missing' : 'not-started');
  const times = roundTripsIn(output).slice(0, monitor.count);
  if (times.length === 0 && isRefusedBySystem(errors)) return notRun('not-permitted');
  return { ...judgePing(monitor, { address, sent: monitor.count, times }), phases: null };
}

function notRun(why: Extract<Failure, { code: 'ping-unavailable' }>['facts']['why']): Attempt {
  const failure = { code: 'ping-unavailable', facts: { why } } as const;
  return { verdict: 'inconclusive', responseTime: null, failure, phases: null };
}
