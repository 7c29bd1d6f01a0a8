/** Shared by the benchmarks: a silent engine on the real clock, a service in its own process, and percentiles. */
import { fork } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { openEngine, type Engine } from '../../electron/engine/engine.ts';
import { boundHeapGrowth } from '../../electron/host/heap-growth.ts';
import { systemRandomness } from '../../electron/host/randomness.ts';
import { systemClock } from '../../electron/host/system-clock.ts';
import { testCertificates } from '../support/certificates.ts';
import { createTempDirectory } from '../support/temp-directory.ts';
import { testSecretBox, valueOf } from '../support/test-engine.ts';
import { sendPings, type PingLoad, type PingTimes } from './send-pings.ts';

export interface Figure {
  readonly name: string;
  /** Null: there was nothing to measure. */
  readonly value: number | null;
  readonly unit: string;
  readonly target?: string;
}

/** The last line that a benchmark prints is read by index.ts. */
export function report(figures: readonly Figure[]): void {
  console.log(JSON.stringify(figures));
}

/** Instead of figures. */
export function skip(reason: string): void {
  console.log(JSON.stringify({ skipped: reason }));
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export async function withDirectory(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = createTempDirectory();
  try {
    await use(directory.path);
  } finally {
    directory.remove();
  }
}

/** As a host opens it, so that memory is that of the program; desktop notifications are discarded. */
export async function openBenchEngine(dataDirectory: string): Promise<Engine> {
  const silent = (): void => undefined;
  boundHeapGrowth();
  return valueOf(
    await openEngine({
      dataDirectory,
      host: 'headless',
      version: '0.0.0-bench',
      clock: systemClock,
      logger: { debug: silent, info: silent, warn: silent, error: silent },
      randomness: systemRandomness,
      secretBox: testSecretBox,
      nativeNotifier: { show: () => Promise.resolve('not shown') },
      allowsCommands: () => true,
      askAnchor: () => Promise.resolve('reached'),
    }),
  );
}

export async function withEngine(use: (engine: Engine) => Promise<void>): Promise<void> {
  await withDirectory(async (directory) => {
    const engine = await openBenchEngine(directory);
    try {
      await use(engine);
    } finally {
      await engine.stop();
    }
  });
}

interface ChildService {
  readonly url: string;
  /** Sends pings from its own process, and waits for their responses. */
  readonly ping: (load: PingLoad) => Promise<PingTimes>;
  readonly close: () => void;
}

type Protocol = 'http' | 'http2';

/** A service that responds with a health document, in its own process. */
export async function openChildService(protocol: Protocol = 'http'): Promise<ChildService> {
  const child = fork(fileURLToPath(import.meta.url), ['child', protocol], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const next = <T>(): Promise<T> => new Promise((resolve) => child.once('message', (message) => resolve(message as T)));
  const port = await next<number>();
  return {
    url: `${protocol === 'http2' ? 'https' : 'http'}://127.0.0.1:${String(port)}/health`,
    ping(load) {
      const answer = next<PingTimes>();
      child.send(load);
      return answer;
    },
    close: () => void child.kill(),
  };
}

/** HTTP/2 with a certificate that no one trusts. */
async function serverFor(protocol: string | undefined): Promise<Server> {
  const body = JSON.stringify({ checks: { database: 'ok', redis: 'ok' }, latency_ms: 1.8, status: 'ok' });
  const headers = { 'content-type': 'application/json' };
  const respond: RequestListener = (_request, response) => response.writeHead(200, headers).end(body);
  if (protocol !== ('http2' satisfies Protocol)) return createServer(respond);
  const server = createSecureServer((await testCertificates()).selfSigned);
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    stream.respond({ ':status': 200, ...headers });
    stream.end(body);
  });
  return server;
}

async function runChild(): Promise<void> {
  const server = await serverFor(process.argv[3]);
  server.listen(0, '127.0.0.1', 4096, () => process.send?.((server.address() as AddressInfo).port));
  process.on('message', (load: PingLoad) => {
    void sendPings(load).then((times) => process.send?.(times));
  });
  process.on('disconnect', () => process.exit(0));
}

if (process.argv[2] === 'child') await runChild();
