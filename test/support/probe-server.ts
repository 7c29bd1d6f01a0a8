/** Speaks `/probe` as a blackbox_exporter does, and really requests the target. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ProbeServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const metricsOf = (status: number, seconds: number): string => `probe_duration_seconds ${String(seconds)}
probe_http_duration_seconds{phase="connect"} 0.001
probe_http_duration_seconds{phase="processing"} ${String(seconds)}
probe_http_duration_seconds{phase="resolve"} 0
probe_http_duration_seconds{phase="tls"} 0
probe_http_duration_seconds{phase="transfer"} 0.001
probe_http_status_code ${String(status)}
probe_success ${status >= 200 && status < 300 ? '1' : '0'}
`;

const logOf = (status: number): string => `Logs for the probe:
ts=2026-01-05T12:00:00.1Z caller=main.go:181 module=http_2xx level=info msg="Invalid HTTP response status code" status_code=${String(status)}
ts=2026-01-05T12:00:00.2Z caller=main.go:181 module=http_2xx level=error msg="Probe failed" duration_seconds=0.01

Metrics that would have been returned:
`;

async function requestedStatus(target: string): Promise<number> {
  const response = await fetch(target).catch(() => null);
  await response?.body?.cancel();
  return response?.status ?? 0;
}

interface ProbeServerOptions {
  /** The status with which a target responds to it; absent: whatever it really does. */
  readonly statusOf?: (target: string) => Promise<number>;
}

export async function openProbeServer({ statusOf = requestedStatus }: ProbeServerOptions = {}): Promise<ProbeServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://exporter');
    if (pathname !== '/probe' || searchParams.get('module') !== 'http_2xx') {
      response.writeHead(400).end('Unknown module');
      return;
    }
    void statusOf(searchParams.get('target') ?? '').then((status) => {
      response.end((searchParams.get('debug') === 'true' ? logOf(status) : '') + metricsOf(status, 0.08));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
