/**
 * The real headless host on a directory, with a service that its monitors check. It is killed with SIGKILL and started
 * again as often as a line wants.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Api } from '../../electron/contract/calls.ts';
import { startHost, valueOf, type HeadlessHost } from '../support/headless-host.ts';
import { createTempDirectory } from '../support/temp-directory.ts';

/** However this process ends, no host stays behind. */
const hosts = new Set<HeadlessHost>();
process.once('exit', () => {
  for (const host of hosts) void host.kill();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

export interface Rig {
  readonly dataDirectory: string;
  readonly api: () => Api;
  readonly host: () => HeadlessHost;
  readonly start: () => Promise<void>;
  /** For later starts. */
  readonly setEnv: (env: Readonly<Record<string, string>>) => void;
  /** SIGTERM. */
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly kills: () => number;
  /** Adds a monitor that is up. */
  readonly addMonitor: (name: string) => Promise<void>;
  /** Takes its target down; resolves when a check has seen it. */
  readonly takeDown: (name: string) => Promise<void>;
  /** Adds a heartbeat. @returns the path of its pings. */
  readonly addHeartbeat: (name: string, everySeconds?: number) => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface RigOptions {
  /** Absent: one of its own, which is removed at the end. */
  readonly directory?: string;
}

export async function openRig({ directory }: RigOptions = {}): Promise<Rig> {
  const own = directory === undefined ? createTempDirectory() : null;
  const dataDirectory = join(directory ?? own?.path ?? '', 'data');
  const down = new Set<string>();
  const service = createServer((request, response) => {
    const isDown = down.has((request.url ?? '').slice(1));
    response.writeHead(isDown ? 503 : 200).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => service.once('listening', resolve));
  const url = `http://127.0.0.1:${String((service.address() as AddressInfo).port)}`;
  let running: HeadlessHost | null = null;
  let env: Readonly<Record<string, string>> = {};
  let kills = 0;

  function host(): HeadlessHost {
    if (running === null) throw new Error('the host is not running');
    return running;
  }
  async function end(how: 'stop' | 'kill'): Promise<void> {
    if (running === null) return;
    const ending = running;
    running = null;
    await ending[how]();
    hosts.delete(ending);
  }

  return {
    dataDirectory,
    host,
    api: () => host().api,
    async start() {
      // A lean desktop, so that no test shows notifications on a real one.
      running = await startHost({ dataDirectory, env: { ...env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' } });
      hosts.add(running);
      // Each alert is a message of its own, so that each can be counted.
      const settings = { anchors: [], checkForUpdates: false, groupWait: 0 };
      const { anchors } = await valueOf(running.api.settings.get(undefined));
      if (anchors.length > 0) await valueOf(running.api.settings.update(settings));
    },
    setEnv(next) {
      env = next;
    },
    stop: () => end('stop'),
    async kill() {
      if (running !== null) kills += 1;
      await end('kill');
    },
    kills: () => kills,
    async addMonitor(name) {
      const id = name.toLowerCase();
      const timing = { interval: '10m', timeout: '5s', failAfter: 1, recoverAfter: 1 };
      await valueOf(host().api.monitors.create({ id, name, kind: 'http', url: `${url}/${name}`, ...timing }));
      await valueOf(host().api.monitors.checkNow({ id }));
    },
    async takeDown(name) {
      down.add(name);
      await valueOf(host().api.monitors.checkNow({ id: name.toLowerCase() }));
    },
    async addHeartbeat(name, everySeconds = 3_600) {
      const schedule = { every: `${String(everySeconds)}s` };
      const created = await valueOf(
        host().api.monitors.create({ id: name.toLowerCase(), name, kind: 'heartbeat', schedule, grace: '0s' }),
      );
      return `/ping/${'token' in created ? created.token : ''}`;
    },
    async close() {
      await end('kill');
      service.closeAllConnections();
      service.close();
      own?.remove();
    },
  };
}
