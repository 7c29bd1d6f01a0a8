/** What runs the demo's engine: this process with the window as a page, or the desktop application. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { wordError } from '../../electron/engine/wording/word-error.ts';
import { openEngine, type Engine } from '../../electron/engine/engine.ts';
import type { Clock, HostControls, Logger, NativeNotifier } from '../../electron/engine/ports.ts';
import { createLocalAccess } from '../../electron/host/local-access.ts';
import { keyFileSecretBox } from '../../electron/host/key-file-secret-box.ts';
import { createNodeNotifier } from '../../electron/host/node-notifier.ts';
import { systemRandomness } from '../../electron/host/randomness.ts';
import { createMovableListener } from '../../electron/http/movable-listener.ts';
import { root } from '../fresh-build.ts';
import { valueOf } from './furnish.ts';

interface EngineParts {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Replaces the desktop's own. */
  readonly nativeNotifier?: NativeNotifier | undefined;
}

export interface DemoHost {
  /** Where it accepts pings: `http://127.0.0.1:1234`. */
  readonly listenerUrl: string;
  /** Of the page, token included; null: it has a window of its own. */
  readonly windowUrl: string | null;
  /** Resolves when it ends by itself. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
}

/** The application's start on a slow computer. */
const patienceMs = 60_000;

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** Serving requests, but not started: no checks run. */
export async function openDemoEngine(parts: EngineParts, hostControls?: HostControls): Promise<Engine> {
  const secretBox = keyFileSecretBox(parts.dataDirectory, systemRandomness);
  const nativeNotifier = parts.nativeNotifier ?? createNodeNotifier();
  const ports = { ...parts, secretBox, nativeNotifier, randomness: systemRandomness };
  return valueOf(await openEngine({ ...ports, host: 'headless', version, hostControls, allowsCommands: () => true }));
}

/** Like `vigilmon serve`, but on the given clock. */
export async function startPage(parts: EngineParts, port: number): Promise<DemoHost> {
  const { dataDirectory, logger } = parts;
  const access = createLocalAccess({
    dataDirectory,
    randomness: systemRandomness,
    given: { host: '127.0.0.1', port },
    api: { pageDirectory: join(root, 'dist/renderer'), isOptional: false },
    autostart: null,
    allowsCommands: true,
    logger,
  });
  const engine = await openDemoEngine(parts, access.controls);
  const reached = await access.open(createMovableListener({ engine, logger }));
  if (!reached.ok) {
    await engine.stop();
    throw new Error(wordError(reached.error, engine.wording).message);
  }
  const { url, api } = reached.value;
  engine.start();
  access.announce();
  return {
    listenerUrl: url,
    windowUrl: `${url}/#token=${api?.token ?? ''}`,
    ended: new Promise(() => undefined),
    async close() {
      await access.close();
      await engine.stop();
    },
  };
}

export async function startDesktop(binary: string, dataDirectory: string, port: number): Promise<DemoHost> {
  const listenerPort = port === 0 ? await freePort() : port;
  const env = { ...process.env };
  delete env['ELECTRON_RUN_AS_NODE'];
  const args = [root, '--data', dataDirectory, '--port', String(listenerPort)];
  const child = spawn(binary, args, { stdio: 'inherit', env });
  const ended = once(child, 'exit').then(() => undefined);
  const close = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  const listenerUrl = `http://127.0.0.1:${listenerPort}`;
  if (!(await isSoonReached(listenerUrl, () => child.exitCode === null && child.signalCode === null))) {
    await close();
    throw new Error(`the desktop application does not take pings at ${listenerUrl}`);
  }
  return { listenerUrl, windowUrl: null, ended, close };
}

/** Jobs that start earlier would ping in vain. */
async function isSoonReached(url: string, isRunning: () => boolean): Promise<boolean> {
  const endMs = performance.now() + patienceMs;
  while (isRunning() && performance.now() < endMs) {
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
    await setTimeout(100);
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
