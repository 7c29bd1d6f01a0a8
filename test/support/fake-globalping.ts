/**
 * Globalping's API as its description has it, on the loopback: one measurement after another, as the test says. What it
 * is asked must be what the service accepts, as often as it accepts it; else the test fails.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished } from 'vitest';
import type { Identity } from './certificates.ts';
import { measurementRequest, testResult } from './globalping-schema.ts';

/** How results are sent: well, in three ways, or not. `slow`: nothing comes. */
export type Sending = 'br' | 'gzip' | 'plain' | 'garbage' | 'truncated' | 'other-shape' | 'slow' | 'failing';

export interface FakeGlobalping {
  readonly url: string;
  /** What the probes of the next measurements report, in turn; the last one repeats. */
  readonly report: (...results: readonly object[]) => void;
  /** Instead of a measurement. */
  readonly refuse: (status: number, body: string, headers?: Readonly<Record<string, string>>) => void;
  readonly send: (how: Sending) => void;
  /** Where the probes of the next measurements are, in turn; the last one repeats. */
  readonly probeAt: (...probes: readonly object[]) => void;
  /** What `GET /v1/probes` lists. */
  readonly list: (probes: readonly object[]) => void;
  readonly rates: { limit: number; remaining: number; reset: number };
  readonly posts: readonly { readonly body: Record<string, unknown>; readonly headers: IncomingMessage['headers'] }[];
  /** Of measurements. */
  readonly gets: () => number;
  /** Of lists of probes. */
  readonly lists: () => number;
}

export const probe = {
  continent: 'EU',
  region: 'Western Europe',
  country: 'DE',
  state: null,
  city: 'Frankfurt',
  asn: 24940,
  network: 'Hetzner',
  latitude: 50.11,
  longitude: 8.68,
  tags: ['datacenter-network'],
  resolvers: ['private'],
};

/** An entry of the list of probes. */
export function listed(country: string, city: string, network: string, tags: readonly string[] = []): object {
  const { tags: _, resolvers, ...location } = probe;
  return { version: '0.39.0', location: { ...location, country, city, network }, tags, resolvers };
}

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

/** The certificate of a target. */
export function tls(fields: object = {}): object {
  return {
    authorized: true,
    protocol: 'TLSv1.3',
    cipherName: 'TLS_AES_256_GCM_SHA384',
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2027-01-01T00:00:00.000Z',
    subject: { CN: 'shop.example.com', alt: 'DNS:shop.example.com' },
    issuer: { CN: 'R11', O: "Let's Encrypt", C: 'US' },
    keyType: 'EC',
    keyBits: 256,
    serialNumber: '04:56',
    fingerprint256: 'AB:CD',
    publicKey: null,
    ...fields,
  };
}

export function failed(failureSource?: 'target' | 'resolver' | 'internal'): object {
  const source = failureSource === undefined ? {} : { failureSource };
  return { status: 'failed', rawOutput: 'connect ECONNREFUSED 192.0.2.1:443', ...source };
}

export function apiError(type: string, message: string): string {
  return JSON.stringify({ error: { type, message }, links: { documentation: 'https://globalping.io/docs' } });
}

interface FakeOptions {
  /** Of the service itself. */
  readonly identity?: Identity;
  /** The client's time, for how often it asks. */
  readonly now?: () => number;
}

const leastPauseMs = 500;

export async function startFakeGlobalping({ identity, now }: FakeOptions = {}): Promise<FakeGlobalping> {
  const rates = { limit: 250, remaining: 250, reset: 3_600 };
  const wrong: string[] = [];
  const posts: FakeGlobalping['posts'][number][] = [];
  const measured: { readonly result: object; readonly probe: object; readonly body: object; gets: number }[] = [];
  const answeredAt = new Map<string, number>();
  let results: readonly object[] = [finished()];
  let probes: readonly object[] = [probe];
  let all: readonly object[] = [];
  let refusal: { status: number; body: string; headers: Readonly<Record<string, string>> } | null = null;
  let sending: Sending = 'br';
  let made = 0;
  let gets = 0;
  let lists = 0;

  const rateHeaders = (): Record<string, string> => ({
    'content-type': 'application/json; charset=utf-8',
    'x-ratelimit-limit': String(rates.limit),
    'x-ratelimit-consumed': '1',
    'x-ratelimit-remaining': String(rates.remaining),
    'x-ratelimit-reset': String(rates.reset),
    'x-request-cost': '1',
  });

  function create(text: string, { headers }: IncomingMessage, response: ServerResponse): void {
    const body = JSON.parse(text) as Record<string, unknown>;
    const accepted = measurementRequest.safeParse(body);
    if (!accepted.success) wrong.push(`refused request ${text}: ${accepted.error.message}`);
    if (headers['content-type'] !== 'application/json') wrong.push('the request is not JSON');
    posts.push({ body, headers });
    if (refusal !== null) {
      response.writeHead(refusal.status, { ...rateHeaders(), ...refusal.headers }).end(refusal.body);
      return;
    }
    rates.remaining -= 1;
    const turn = <T>(list: readonly T[]): T | undefined => list[Math.min(made, list.length - 1)];
    measured.push({ result: turn(results) ?? finished(), probe: turn(probes) ?? probe, body, gets: 0 });
    made += 1;
    const id = `m-${String(measured.length - 1)}`;
    response.writeHead(202, { ...rateHeaders(), location: `/v1/measurements/${id}` });
    response.end(JSON.stringify({ id, probesCount: 1 }));
  }

  /** In progress when it is first asked for, then unchanged once. */
  function show(id: string, { headers }: IncomingMessage, response: ServerResponse): void {
    gets += 1;
    const measurement = measured[Number(id)];
    const nowMs = now?.() ?? Infinity;
    if (nowMs - (answeredAt.get(id) ?? -Infinity) < leastPauseMs) wrong.push('a measurement was polled too often');
    answeredAt.set(id, nowMs);
    if (measurement === undefined) {
      response.writeHead(404, rateHeaders()).end(apiError('not_found', `Couldn't find the requested item.`));
      return;
    }
    measurement.gets += 1;
    if (measurement.gets === 2 && headers['if-none-match'] === '"1"') {
      response.writeHead(304).end();
      return;
    }
    const isFirst = measurement.gets === 1;
    const result = isFirst ? { status: 'in-progress', rawOutput: '' } : measurement.result;
    const answer = JSON.stringify({
      id: `m-${id}`,
      type: 'http',
      status: isFirst ? 'in-progress' : 'finished',
      createdAt: '2026-01-05T12:00:00.000Z',
      updatedAt: '2026-01-05T12:00:01.000Z',
      target: Reflect.get(measurement.body, 'target') as unknown,
      probesCount: 1,
      results: [{ probe: measurement.probe, result }],
    });
    deliver(answer, isFirst ? '"1"' : '"2"', response);
  }

  function deliver(answer: string, etag: string, response: ServerResponse): void {
    const headers = { ...rateHeaders(), etag };
    switch (sending) {
      case 'br':
        response.writeHead(200, { ...headers, 'content-encoding': 'br' }).end(brotliCompressSync(answer));
        return;
      case 'gzip':
        response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(answer));
        return;
      case 'plain':
        response.writeHead(200, headers).end(answer);
        return;
      case 'garbage':
        response.writeHead(200, { ...headers, 'content-encoding': 'br' }).end(answer);
        return;
      case 'truncated':
        response.writeHead(200, { ...headers, 'content-length': String(answer.length) });
        response.write(answer.slice(0, answer.length / 2), () => response.destroy());
        return;
      case 'other-shape':
        response
          .writeHead(200, headers)
          .end('{"status":"finished","results":[{"probe":{},"result":{"status":"finished"}}]}');
        return;
      case 'slow':
        return;
      case 'failing':
        response.writeHead(503, headers).end('upstream connect error');
        return;
    }
  }

  function answer(request: IncomingMessage, text: string, response: ServerResponse): void {
    const { method = '', url = '', headers } = request;
    if (!/^Vigilmon\/\S+$/u.test(headers['user-agent'] ?? '')) wrong.push('the client does not name itself');
    if (!/\bbr\b/u.test(String(headers['accept-encoding']))) wrong.push('the client takes no compressed responses');
    const [, id] = /^\/v1\/measurements\/m-(\d+)$/u.exec(url) ?? [];
    if (method === 'POST' && url === '/v1/measurements') create(text, request, response);
    else if (method === 'GET' && id !== undefined) show(id, request, response);
    else if (method === 'GET' && url === '/v1/probes') {
      lists += 1;
      deliver(JSON.stringify(all), '"p"', response);
    } else {
      wrong.push(`${method} ${url} is no call of the service`);
      response.writeHead(404).end();
    }
  }

  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    void textOf(request).then((text) => answer(request, text, response));
  };
  const server = identity === undefined ? createServer(listen) : createTlsServer(identity, listen);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    expect(wrong).toEqual([]);
  });
  const scheme = identity === undefined ? 'http' : 'https';
  return {
    url: `${scheme}://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    report(...next) {
      for (const result of next) testResult.parse(result);
      results = next;
      made = 0;
      refusal = null;
    },
    refuse(status, body, headers = {}) {
      refusal = { status, body, headers };
    },
    send(how) {
      sending = how;
    },
    probeAt(...next) {
      probes = next;
    },
    list(next) {
      all = next;
    },
    rates,
    posts,
    gets: () => gets,
    lists: () => lists,
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
