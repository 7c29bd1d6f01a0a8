/** Asks a blackbox_exporter about a monitor of any kind, once, in real time. */
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { LocationOf } from '../../electron/contract/locations/registry.ts';
import type { ProbedMonitor } from '../../electron/contract/monitors/registry.ts';
import { askLocation } from '../../electron/engine/locations/ask.ts';
import { openBudgets } from '../../electron/engine/locations/budgets.ts';
import type { Report } from '../../electron/engine/locations/location.ts';
import { openWork } from '../../electron/engine/transport/work.ts';
import { systemClock } from '../../electron/host/system-clock.ts';
import { recordedLog } from './recorded-log.ts';

export interface Given {
  readonly status?: number;
  readonly text: string;
}

/** @returns its URL. */
export async function startExporter(answer: (request: IncomingMessage) => Given): Promise<string> {
  const server = createServer((request, response) => {
    const { status = 200, text } = answer(request);
    response.writeHead(status).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

export function askExporter(location: Partial<LocationOf<'blackbox'>>, monitor: ProbedMonitor): Promise<Report> {
  const exporter: LocationOf<'blackbox'> = {
    id: 'office',
    name: 'Office',
    source: 'hand',
    kind: 'blackbox',
    url: 'http://127.0.0.1:1',
    module: 'http_2xx',
    tcpModule: 'tcp_connect',
    tlsModule: 'tls_connect',
    pingModule: 'icmp',
    dnsModule: 'dns_{monitor}',
    auth: null,
    ...location,
  };
  return askLocation(exporter, monitor, {
    clock: systemClock,
    logger: recordedLog(),
    version: '1.0.0',
    work: openWork({ clock: systemClock, maxHandshakes: () => 100 }),
    budgets: openBudgets([], () => undefined),
    purpose: 'confirm',
    signal: AbortSignal.timeout(20_000),
    finalUrl: null,
  });
}
