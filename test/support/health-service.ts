/** A web service with a health check as Flask serves one: compact JSON, 200 while its database answers, else 503. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HealthService {
  readonly url: string;
  readonly breakDatabase: () => void;
  readonly repairDatabase: () => void;
  /** Resolves once that many more checks have been answered. */
  readonly untilChecked: (times: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const databaseError = 'error: connection to server at "db" failed: Connection refused';

export async function openHealthService(): Promise<HealthService> {
  let database = 'ok';
  let answered = 0;
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  const server = createServer((_request, response) => {
    const isWell = database === 'ok';
    const body = { checks: { cache: 'ok', database }, latency_ms: 1.8, status: isWell ? 'ok' : 'error' };
    response.writeHead(isWell ? 200 : 503, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
    response.once('finish', () => {
      answered += 1;
      for (const { count, resolve } of waiting) if (answered >= count) resolve();
      waiting = waiting.filter(({ count }) => answered < count);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`,
    breakDatabase() {
      database = databaseError;
    },
    repairDatabase() {
      database = 'ok';
    },
    async untilChecked(times) {
      const count = answered + times;
      await new Promise<void>((resolve) => waiting.push({ count, resolve }));
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
