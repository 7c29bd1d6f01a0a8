/** A real notification daemon (dunst) on a bus of the test's own: what it shows can be read, and clicked. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { z } from 'zod';
import { end, type SessionBus } from './session-bus.ts';
import { createTempDirectory } from './temp-directory.ts';

export interface ShownNotification {
  readonly title: string;
  /** Markup, as the program sent it. */
  readonly body: string;
}

export interface NotificationDaemon {
  readonly countShown: () => Promise<number>;
  /** Clicks the one that is on top, which closes it, as desktops do. */
  readonly click: () => Promise<void>;
  /** What has been shown and closed again, the latest closed first. */
  readonly readClosed: () => Promise<readonly ShownNotification[]>;
  /** Closes all that are shown, and gives whatever was shown since the start, the latest closed first. */
  readonly readAll: () => Promise<readonly ShownNotification[]>;
  /** Do not disturb: what comes is kept, and shown afterwards. */
  readonly disturb: (may: boolean) => Promise<void>;
  readonly countKept: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const run = promisify(execFile);

/** It reads markup, as most desktops do, and closes nothing by itself. */
const configuration = `[global]
markup = full
[urgency_normal]
timeout = 0
[urgency_critical]
timeout = 0
`;

const text = z.object({ data: z.string() });
const history = z.object({
  data: z.array(z.array(z.object({ summary: text, body: text }))),
});

export async function openNotificationDaemon(bus: SessionBus, env: NodeJS.ProcessEnv): Promise<NotificationDaemon> {
  const own = { ...env, DBUS_SESSION_BUS_ADDRESS: bus.address };
  const directory = createTempDirectory();
  writeFileSync(directory.file('dunstrc'), configuration);
  const control = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run('dunstctl', args, { env: own });
    return stdout;
  };
  const readClosed = async (): Promise<readonly ShownNotification[]> => {
    const { data } = history.parse(JSON.parse(await control('history')));
    return data.flat().map((one) => ({ title: one.summary.data, body: one.body.data }));
  };
  const daemon = await startOn(bus, () =>
    spawn('dunst', ['-conf', directory.file('dunstrc')], { env: own, stdio: 'ignore' }),
  );
  return {
    countShown: async () => Number(await control('count', 'displayed')),
    click: async () => {
      await control('action', '0');
      await control('close');
    },
    readClosed,
    readAll: async () => {
      await control('close-all');
      return readClosed();
    },
    disturb: async (may) => {
      await control('set-paused', String(!may));
    },
    countKept: async () => Number(await control('count', 'waiting')),
    close: async () => {
      await end(daemon);
      directory.remove();
    },
  };
}

/**
 * A virtual display begins anew when its last program has ended, and throws out whoever comes in that very moment, so a
 * daemon that ends at once is started again.
 */
async function startOn(bus: SessionBus, start: () => ChildProcess, attempts = 5): Promise<ChildProcess> {
  const daemon = start();
  const ended = once(daemon, 'exit').then(() => false);
  const taken = nameTaken(bus, 'org.freedesktop.Notifications').then(() => true);
  if (await Promise.race([taken, ended])) return daemon;
  if (attempts <= 1) throw new Error('dunst ends as soon as it is started');
  return startOn(bus, start, attempts - 1);
}

/** Resolves when some program has taken the name on the bus. */
async function nameTaken({ connection }: SessionBus, name: string): Promise<void> {
  const rule = `type='signal',interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${name}'`;
  const taken = new Promise<void>((resolve) => {
    connection.connection.on('message', ({ member, body = [] }) => {
      if (member === 'NameOwnerChanged' && body[0] === name && body[2] !== '') resolve();
    });
  });
  const watch = await connection.watch(rule);
  if (!(await connection.nameHasOwner(name))) await taken;
  await watch.remove();
}
