/** Globalping's API as its OpenAPI description has it, on the loopback: one measurement after another, as the test says. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

export interface FakeGlobalping {
  readonly url: string;
  /** What the probes of the next measurements report, in turn; the last one repeats. */
  readonly report: (...results: readonly object[]) => void;
  /** Instead of a measurement. */
  readonly refuse: (status: number, body: string, headers?: Readonly<Record<string, string>>) => void;
  readonly rates: { limit: number; remaining: number; reset: number };
  readonly posts: readonly { readonly body: Record<string, unknown>; readonly headers: IncomingMessage['headers'] }[];
  readonly gets: () => number;
}

export const probe = {
  continent: 'EU',
  country: 'DE',
  city: 'Frankfurt',
  asn: 24940,
  network: 'Hetzner',
  tags: [],
  resolvers: [],
};

const timings = { total: 210, dns: 10, tcp: 20, tls: 30, firstByte: 140, download: 10 };

export function finished(fields: object = {}): object {
  return {
    status: 'finished',
    rawOutput: 'HTTP/1.1 200',
    rawHeaders: '',
    rawBody: 'ok',
    truncated: false,
    headers: { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] },
    resolvedAddress: '192.0.2.1',
    statusCode: 200,
    statusCodeName: 'OK',
    timings,
    tls: null,
    ...fields,
  };
}

export function failed(failureSource?: 'target' | 'resolver' | 'internal'): object {
  return { status: 'failed', rawOutput: 'connect ECONNREFUSED 192.0.2.1:443', failureSource };
}

export async function startFakeGlobalping(): Promise<FakeGlobalping> {
  const rates = { limit: 250, remaining: 250, reset: 3_600 };
  let results: readonly object[] = [finished()];
  let refusal: { status: number; body: string; headers: Readonly<Record<string, string>> } | null = null;
  let gets = 0;
  const posts: FakeGlobalping['posts'][number][] = [];
  const measured: object[] = [];

  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const headers = {
        'content-type': 'application/json',
        'x-ratelimit-limit': String(rates.limit),
        'x-ratelimit-remaining': String(rates.remaining),
        'x-ratelimit-reset': String(rates.reset),
      };
      if (request.method === 'POST' && request.url === '/v1/measurements') {
        posts.push({ body: JSON.parse(body) as Record<string, unknown>, headers: request.headers });
        if (refusal !== null) {
          response.writeHead(refusal.status, { ...headers, ...refusal.headers }).end(refusal.body);
          return;
        }
        rates.remaining -= 1;
        const next = results[Math.min(measured.length, results.length - 1)] ?? finished();
        measured.push(next);
        const id = `m-${String(measured.length - 1)}`;
        response.writeHead(202, { ...headers, location: `/v1/measurements/${id}` });
        response.end(JSON.stringify({ id, probesCount: 1 }));
        return;
      }
      gets += 1;
      // In progress when it is first asked for, then unchanged once.
      const phase = gets % 3;
      if (phase === 2 && request.headers['if-none-match'] === '"1"') {
        response.writeHead(304).end();
        return;
      }
      const index = Number(/m-(\d+)$/.exec(request.url ?? '')?.[1] ?? 0);
      const result = phase === 1 ? { status: 'in-progress', rawOutput: '' } : measured[index];
      const status = phase === 1 ? 'in-progress' : 'finished';
      const answer = JSON.stringify({ id: `m-${String(index)}`, type: 'http', status, results: [{ probe, result }] });
      response.writeHead(200, { ...headers, etag: '"1"', 'content-encoding': 'br' }).end(brotliCompressSync(answer));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    report(...next) {
      results = next;
      measured.length = 0;
      gets = 0;
      refusal = null;
    },
    refuse(status, body, headers = {}) {
      refusal = { status, body, headers };
    },
    rates,
    posts,
    gets: () => gets,
  };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
