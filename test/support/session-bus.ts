/**
 * A session bus of the test's own (a real dbus-daemon), so that no test meets the desktop of whoever runs it, and
 * two tests never meet each other.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createClient, type MessageBus } from 'dbus-native';

export interface SessionBus {
  /** For DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string;
  /** The test's own connection. */
  readonly connection: MessageBus;
  readonly close: () => Promise<void>;
}

/** `env`: of the daemon and of whatever it starts by itself. */
export async function openSessionBus(env: NodeJS.ProcessEnv): Promise<SessionBus> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await firstLine(daemon);
  const connection = createClient({ busAddress: address });
  await connection.getId();
  return {
    address,
    connection,
    close: async () => {
      await connection.close();
      await end(daemon);
    },
  };
}

async function firstLine(process: ChildProcess & { readonly stdout: NodeJS.ReadableStream | null }): Promise<string> {
  const failed = once(process, 'error').then(([error]: unknown[]) => Promise.reject(toError(error)));
  if (process.stdout === null) throw new Error('the daemon has no output');
  const lines = createInterface({ input: process.stdout });
  const line = once(lines, 'line').then(([text]: unknown[]) => String(text));
  return Promise.race([line, failed]);
}

/** Ends a process of the test's own, and waits until it is gone. */
export async function end(process: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const gone = once(process, 'exit');
  process.kill(signal);
  await gone;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
