/**
 * The TCP probe: connects, optionally with TLS, sends the configured data, and reads as much of the response as the
 * assertions need. Without assertions, an established connection is a pass.
 */
import type { Socket } from 'node:net';
import type { Assertion } from '../../../contract/model/monitor.ts';
import type { MonitorOf } from '../../../contract/monitors/registry.ts';
import { evaluateAssertions } from '../../assertions/assertions.ts';
import { parseJson } from '../../assertions/json-text.ts';
import { found, unread, type Readable } from '../../assertions/reading.ts';
import { unescaped } from '../../fields/text-formats.ts';
import { cancellable } from '../../transport/cancellable.ts';
import { daysLeft } from '../../transport/certificate-chain.ts';
import { shorten } from '../../transport/excerpt.ts';
import { openSocket, type SocketContext } from '../../transport/open-socket.ts';
import { plainOutput } from '../../transport/plain-output.ts';
import { redactorFor } from '../../transport/redaction.ts';
import type { ProbeFn } from '../kind.ts';
import { evaluated, probeWithin, type Attempt } from '../probing.ts';

type TcpMonitor = MonitorOf<'tcp'>;

const maxResponseBytes = 65_536;
/** A response has ended when no data arrives for this long: few protocols close the connection. */
const quietMs = 250;
/** A server that greets does so at once. */
const overhearMs = 500;
/** Some never stop. */
const longestOverhearMs = 1_000;
const longestShown = 2_048;

export const probeTcp: ProbeFn<TcpMonitor> = (monitor, environment) =>
  probeWithin(monitor, environment, async (context) => {
    const { host, port, ipFamily, tls, ignoreTlsErrors } = monitor;
    const endpoint = { host, port, ipFamily, tls: tls ? { ignoreErrors: ignoreTlsErrors, protocols: [] } : null };
    const socket = await openSocket(endpoint, context);
    try {
      const response = await converse(socket, monitor, context);
      context.timer.stop();
      const isTrial = environment.isTrial === true;
      const overheard = response === null && isTrial ? await overhear(socket, context) : response;
      const checked = evaluate(monitor, overheard, context);
      const isKept = isTrial || checked.verdict !== 'pass';
      return isKept ? { ...checked, ...evidenceOf(monitor, overheard) } : checked;
    } finally {
      socket.destroy();
    }
  });

/** @returns the response; null: no assertion needs it. */
async function converse(socket: Socket, monitor: TcpMonitor, context: SocketContext): Promise<Buffer | null> {
  if (monitor.send !== null) await send(socket, unescaped(monitor.send), context);
  const wanted = monitor.assertions.filter(({ on }) => on === 'response');
  return wanted.length === 0 ? null : receive(socket, isDecided(wanted, monitor), context);
}

function send(socket: Socket, bytes: Buffer, { deadline, timer }: SocketContext): Promise<void> {
  timer.enter('firstByte');
  return cancellable<undefined>(deadline, ({ resolve, reject }) => {
    socket.once('error', reject);
    socket.write(bytes, () => resolve(undefined));
    return () => socket.off('error', reject);
  });
}

/** Reads until the assertions are decided, the peer ends or stops sending, or the limit is reached. */
function receive(socket: Socket, isEnough: (text: Buffer) => boolean, context: SocketContext): Promise<Buffer> {
  const { clock, deadline, timer, trace } = context;
  timer.enter('firstByte');
  return cancellable<Buffer>(deadline, ({ resolve, reject }) => {
    const chunks: Buffer[] = [];
    let cancelQuiet = (): void => undefined;
    const finish = (): void => {
      timer.stop();
      resolve(Buffer.concat(chunks));
    };
    const onData = (chunk: Buffer): void => {
      cancelQuiet();
      timer.enter('download');
      chunks.push(chunk);
      const all = Buffer.concat(chunks);
      trace.firstBytes ??= all.subarray(0, 64);
      trace.bodyBytes = all.length;
      if (all.length > maxResponseBytes || isEnough(all)) finish();
      else {
        // Waiting for more data is not part of the response time.
        timer.stop();
        cancelQuiet = clock.setTimer(quietMs, finish);
      }
    };
    socket.on('data', onData).once('end', finish).once('error', reject);
    return () => {
      cancelQuiet();
      socket.off('data', onData).off('end', finish).off('error', reject);
    };
  });
}

/** What the peer says without being asked to, or in reply to what was sent. Its time is not part of the check. */
async function overhear(socket: Socket, { clock, deadline }: SocketContext): Promise<Buffer> {
  const resume = deadline.pause();
  try {
    return await cancellable<Buffer>(deadline, ({ resolve }) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const finish = (): void => resolve(Buffer.concat(chunks).subarray(0, maxResponseBytes));
      const cancelLongest = clock.setTimer(longestOverhearMs, finish);
      let cancelQuiet = clock.setTimer(overhearMs, finish);
      const onData = (chunk: Buffer): void => {
        chunks.push(chunk);
        bytes += chunk.length;
        cancelQuiet();
        cancelQuiet = clock.setTimer(quietMs, finish);
        if (bytes >= maxResponseBytes) finish();
      };
      socket.on('data', onData).once('end', finish).once('error', finish);
      return () => {
        cancelQuiet();
        cancelLongest();
        socket.off('data', onData).off('end', finish).off('error', finish);
      };
    });
  } finally {
    resume();
  }
}

function evidenceOf(monitor: TcpMonitor, received: Buffer | null): Pick<Attempt, 'evidence'> {
  const text = received === null ? '' : redactorFor(monitor)(plainOutput(received)).trim();
  if (text === '') return {};
  return { evidence: [{ name: 'response', type: 'block', text: shorten(text, longestShown) }] };
}

/** Once these pass, more text cannot make them fail. */
const monotonic: readonly Assertion['is'][] = ['contains', 'matches', 'exists'];

function isDecided(wanted: readonly Assertion[], monitor: TcpMonitor): (received: Buffer) => boolean {
  const mayEndEarly = wanted.every(({ is, value }) => monotonic.includes(is) && value !== false);
  return (received) =>
    mayEndEarly && evaluateAssertions(wanted, readable(monitor, { received })).every(({ passed }) => passed);
}

function evaluate(monitor: TcpMonitor, received: Buffer | null, { clock, timer, trace }: SocketContext): Attempt {
  const responseTime = timer.total();
  const validTo = trace.expiresFirst?.validTo ?? null;
  const certificateDays = validTo === null ? null : daysLeft(validTo, clock.now());
  const response = readable(monitor, { received: received ?? Buffer.alloc(0), responseTime, certificateDays });
  const assertions = evaluateAssertions(monitor.assertions, response);
  return evaluated({ assertions, responseTime, degradedAfter: monitor.degradedAfter });
}

interface Received {
  readonly received: Buffer;
  readonly responseTime?: number;
  readonly certificateDays?: number | null;
}

function readable(monitor: TcpMonitor, { received, responseTime = 0, certificateDays = null }: Received): Readable {
  const isTooLarge = received.length > maxResponseBytes;
  const text = (): string | null => (isTooLarge ? null : received.toString('utf8'));
  return {
    read({ on }) {
      if (on === 'responseTime') return found(responseTime);
      if (on === 'certificateDays') return certificateDays === null ? found() : found(certificateDays);
      const all = text();
      return all === null ? unread({ code: 'body-too-large', facts: { limitBytes: maxResponseBytes } }) : found(all);
    },
    text,
    json() {
      const all = text();
      return all === null ? null : parseJson(all);
    },
    redact: redactorFor(monitor),
  };
}
