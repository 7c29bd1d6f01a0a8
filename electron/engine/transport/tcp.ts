/**
 * A new TCP connection to the first of several addresses that accepts one ("happy eyeballs", RFC 8305): the next address
 * is tried when an attempt fails, or in parallel when it is slow. Node's own `autoSelectFamily` aborts a slow attempt
 * instead, which would report a distant host as down.
 */
import { connect, type Socket } from 'node:net';
import type { LookupAddress } from 'node:dns';
import type { Clock } from '../ports.ts';
import { cancellable } from './cancellable.ts';
import type { Deadline } from './deadline.ts';
import { forgetOnClose } from './forget-on-close.ts';
import type { ProbeTrace } from './probe-trace.ts';

/** RFC 8305, section 5. */
const attemptDelayMs = 250;

interface TcpOptions {
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly trace: ProbeTrace;
}

interface FailedAttempt {
  readonly address: string;
  readonly error: NodeJS.ErrnoException;
}

export function connectTcp(
  addresses: readonly LookupAddress[],
  port: number,
  { clock, deadline, trace }: TcpOptions,
): Promise<Socket> {
  return cancellable<Socket>(deadline, ({ resolve, reject }) => {
    const waiting = [...addresses];
    const racing = new Map<Socket, string>();
    const failed: FailedAttempt[] = [];
    let cancelTimer = (): void => undefined;

    const tryNext = (): void => {
      cancelTimer();
      const next = waiting.shift();
      if (next === undefined) return;
      const address = addressText(next, port);
      const socket = forgetOnClose(connect({ host: next.address, port, family: next.family, noDelay: true }));
      racing.set(socket, address);
      trace.address = [...racing.values()].join(', ');
      socket.once('connect', () => {
        racing.delete(socket);
        trace.address = address;
        resolve(socket);
      });
      // Stays for the socket's lifetime: between two users of the socket no other listener handles errors.
      socket.on('error', (error) => {
        if (!racing.delete(socket)) return;
        failed.push({ address, error });
        if (waiting.length > 0) tryNext();
        else if (racing.size === 0) reject(mostInformative(failed, trace));
      });
      if (waiting.length > 0) cancelTimer = clock.setTimer(attemptDelayMs, tryNext);
    };

    tryNext();
    return () => {
      cancelTimer();
      const losers = [...racing.keys()];
      racing.clear();
      for (const socket of losers) socket.destroy();
    };
  });
}

function addressText({ address, family }: LookupAddress, port: number): string {
  return family === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

/** An error of the host is more informative than a missing network of this computer (mostly IPv6). */
const informative: readonly (string | undefined)[] = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH'];

function mostInformative(failed: readonly FailedAttempt[], trace: ProbeTrace): Error {
  const codes = new Set(failed.map(({ error }) => error.code));
  const code = informative.find((known) => codes.has(known)) ?? failed[0]?.error.code;
  const same = failed.filter(({ error }) => error.code === code);
  trace.address = same.map(({ address }) => address).join(', ');
  return same[0]?.error ?? new Error('no address to connect to');
}
