/** A blackbox_exporter as a test needs it: it answers as the real one, and sees what the test says. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** `broken`: the exporter itself fails. `hangs`: nothing comes. */
export type Sight = 'up' | 'down' | 'refused' | 'broken' | 'hangs' | 'garbage';

export interface FakeExporter {
  readonly url: string;
  readonly see: (sight: Sight) => void;
  /** The query and headers of each request. */
  readonly requests: readonly {
    readonly query: URLSearchParams;
    readonly timeout: string | undefined;
    readonly authorization: string | undefined;
  }[];
}

const metrics = (
  success: boolean,
  status: number,
): string => `# HELP probe_success Displays whether or not the probe was a success
# TYPE probe_success gauge
probe_dns_lookup_time_seconds 0.001
probe_duration_seconds 0.0316
probe_http_duration_seconds{phase="connect"} 0.002
probe_http_duration_seconds{phase="processing"} 0.02
probe_http_duration_seconds{phase="resolve"} 0.001
probe_http_duration_seconds{phase="tls"} 0
probe_http_duration_seconds{phase="transfer"} 0.003
probe_http_status_code ${String(status)}
probe_success ${success ? '1' : '0'}
`;

const log = `Logs for the probe:
ts=2026-01-05T12:00:00.1Z caller=main.go:181 module=http_2xx target=x level=info msg="Beginning probe" probe=http timeout_seconds=9.5
ts=2026-01-05T12:00:00.2Z caller=handler.go:117 module=http_2xx target=x level=error msg="Error for HTTP request" err="Get \\"http://x/\\": connection refused"
ts=2026-01-05T12:00:00.3Z caller=main.go:181 module=http_2xx target=x level=error msg="Probe failed" duration_seconds=0.01



Metrics that would have been returned:
`;

export async function startFakeExporter(first: Sight = 'up'): Promise<FakeExporter> {
  let sight = first;
  const requests: FakeExporter['requests'][number][] = [];
  const server = createServer((request, response) => {
    const { searchParams: query } = new URL(request.url ?? '/', 'http://exporter');
    const timeout = request.headers['x-prometheus-scrape-timeout-seconds'];
    requests.push({ query, timeout: String(timeout), authorization: request.headers.authorization });
    const isDebug = query.get('debug') === 'true';
    switch (sight) {
      case 'up':
        response.end(metrics(true, 200));
        return;
      case 'down':
        response.end((isDebug ? log : '') + metrics(false, 0));
        return;
      case 'refused':
        response.end((isDebug ? log : '') + metrics(false, 403));
        return;
      case 'broken':
        response.writeHead(500).end('broken');
        return;
      case 'garbage':
        response.end('<html>hello</html>');
        return;
      case 'hangs':
        return;
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    see(next) {
      sight = next;
    },
    requests,
  };
}
