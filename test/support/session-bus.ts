/**
 * A session bus of the test's own (a real dbus-daemon), so that no test meets the desktop of whoever runs it, and
 * two tests never meet each other. It starts no program by itself: what is on it, the test has put there.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createClient, type MessageBus } from 'dbus-native';
import { createTempDirectory } from './temp-directory.ts';

export interface SessionBus {
  /** For DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string;
  /** The test's own connection. */
  readonly connection: MessageBus;
  readonly close: () => Promise<void>;
}

const configuration = (directory: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${directory}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

export async function openSessionBus(): Promise<SessionBus> {
  const directory = createTempDirectory();
  const file = directory.file('bus.conf');
  writeFileSync(file, configuration(directory.path));
  const daemon = spawn('dbus-daemon', [`--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=1'], {
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
      directory.remove();
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
