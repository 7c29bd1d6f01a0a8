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
import { apiError, finished, probe } from './globalping-results.ts';
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
  /** The probe of each place that is asked for, as the request writes it; else one in Frankfurt. */
  readonly probeAt: (probes: Readonly<Record<string, object>>) => void;
  /** What `GET /v1/probes` lists. */
  readonly list: (probes: readonly object[]) => void;
  readonly rates: { limit: number; remaining: number; reset: number };
  readonly posts: readonly { readonly body: Record<string, unknown>; readonly headers: IncomingMessage['headers'] }[];
  /** Of measurements. */
  readonly gets: () => number;
  /** Of lists of probes. */
  readonly lists: () => number;
}

interface FakeOptions {
  /** Of the service itself. */
  readonly identity?: Identity;
  /** The client's time, for how often it asks. */
  readonly now?: () => number;
}

const leastPauseMs = 500;

/** What the service does next, as the test says, and what it has seen. */
interface State {
  readonly rates: FakeGlobalping['rates'];
  readonly wrong: string[];
  readonly posts: FakeGlobalping['posts'][number][];
  readonly measured: {
    readonly result: object;
    readonly probe: object;
    readonly body: Record<string, unknown>;
    gets: number;
  }[];
  results: readonly object[];
  probes: Readonly<Record<string, object>>;
  all: readonly object[];
  refusal: {
    readonly status: number;
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  } | null;
  sending: Sending;
  /** Measurements since results were last said. */
  made: number;
  gets: number;
  lists: number;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export async function startFakeGlobalping({ identity, now }: FakeOptions = {}): Promise<FakeGlobalping> {
  const state: State = {
    rates: { limit: 250, remaining: 250, reset: 3_600 },
    wrong: [],
    posts: [],
    measured: [],
    results: [finished()],
    probes: {},
    all: [],
    refusal: null,
    sending: 'br',
    made: 0,
    gets: 0,
    lists: 0,
  };
  const checkPace = paceOf(now ?? null, state);
  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    void textOf(request).then((text) => {
      checkPace(request.url ?? '');
      answer(state, text, { request, response });
    });
  };
  const server = identity === undefined ? createServer(listen) : createTlsServer(identity, listen);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    expect(state.wrong).toEqual([]);
  });
  const scheme = identity === undefined ? 'http' : 'https';
  return {
    url: `${scheme}://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    report(...next) {
      for (const result of next) testResult.parse(result);
      Object.assign(state, { results: next, made: 0, refusal: null });
    },
    refuse(status, body, headers = {}) {
      state.refusal = { status, body, headers };
    },
    send(how) {
      state.sending = how;
    },
    probeAt(next) {
      state.probes = next;
    },
    list(next) {
      state.all = next;
    },
    rates: state.rates,
    posts: state.posts,
    gets: () => state.gets,
    lists: () => state.lists,
  };
}

/** A measurement may be asked for twice a second. */
function paceOf(now: (() => number) | null, { wrong }: State): (path: string) => void {
  const askedAt = new Map<string, number>();
  return (path) => {
    if (now === null || !isMeasurement.test(path)) return;
    const nowMs = now();
    if (nowMs - (askedAt.get(path) ?? -Infinity) < leastPauseMs) wrong.push('a measurement was polled too often');
    askedAt.set(path, nowMs);
  };
}

const isMeasurement = /^\/v1\/measurements\/m-(\d+)$/u;

function answer(state: State, text: string, exchange: Exchange): void {
  const { method = '', url = '', headers } = exchange.request;
  const { wrong } = state;
  if (!/^Vigilmon\/\S+$/u.test(headers['user-agent'] ?? '')) wrong.push('the client does not name itself');
  if (!/\bbr\b/u.test(String(headers['accept-encoding']))) wrong.push('the client takes no compressed responses');
  const [, id] = isMeasurement.exec(url) ?? [];
  if (method === 'POST' && url === '/v1/measurements') create(state, text, exchange);
  else if (method === 'GET' && id !== undefined) show(state, id, exchange);
  else if (method === 'GET' && url === '/v1/probes') {
    state.lists += 1;
    deliver(state, { answer: JSON.stringify(state.all), etag: '"p"' }, exchange);
  } else {
    wrong.push(`${method} ${url} is no call of the service`);
    exchange.response.writeHead(404).end();
  }
}

function rateHeaders({ rates: { limit, remaining, reset } }: State): Record<string, string> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-consumed': '1',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-request-cost': '1',
  };
}

function create(state: State, text: string, { request: { headers }, response }: Exchange): void {
  const { wrong, posts, refusal, rates, measured, results, probes, made } = state;
  const body = JSON.parse(text) as Record<string, unknown>;
  const accepted = measurementRequest.safeParse(body);
  if (!accepted.success) wrong.push(`refused request ${text}: ${accepted.error.message}`);
  if (headers['content-type'] !== 'application/json') wrong.push('the request is not JSON');
  posts.push({ body, headers });
  if (refusal !== null) {
    response.writeHead(refusal.status, { ...rateHeaders(state), ...refusal.headers }).end(refusal.body);
    return;
  }
  rates.remaining -= 1;
  const turn = <T>(list: readonly T[]): T | undefined => list[Math.min(made, list.length - 1)];
  measured.push({
    result: turn(results) ?? finished(),
    probe: probes[whereOf(body)] ?? probe,
    body,
    gets: 0,
  });
  state.made += 1;
  const id = `m-${String(measured.length - 1)}`;
  response.writeHead(202, { ...rateHeaders(state), location: `/v1/measurements/${id}` });
  response.end(JSON.stringify({ id, probesCount: 1 }));
}

function whereOf({ locations }: Record<string, unknown>): string {
  const [first] = locations as readonly { readonly magic: string }[];
  return first?.magic ?? '';
}

/** In progress when it is first asked for, then unchanged once. */
function show(state: State, id: string, exchange: Exchange): void {
  const { request, response } = exchange;
  state.gets += 1;
  const measurement = state.measured[Number(id)];
  if (measurement === undefined) {
    response.writeHead(404, rateHeaders(state)).end(apiError('not_found', `Couldn't find the requested item.`));
    return;
  }
  measurement.gets += 1;
  if (measurement.gets === 2 && request.headers['if-none-match'] === '"1"') {
    response.writeHead(304).end();
    return;
  }
  const isFirst = measurement.gets === 1;
  const { body, probe: at } = measurement;
  const result = isFirst ? { status: 'in-progress', rawOutput: '' } : measurement.result;
  const answered = {
    id: `m-${id}`,
    type: body['type'],
    status: isFirst ? 'in-progress' : 'finished',
    createdAt: '2026-01-05T12:00:00.000Z',
    updatedAt: '2026-01-05T12:00:01.000Z',
    target: body['target'],
    probesCount: 1,
    results: [{ probe: at, result }],
  };
  deliver(state, { answer: JSON.stringify(answered), etag: isFirst ? '"1"' : '"2"' }, exchange);
}

interface Delivery {
  readonly answer: string;
  readonly etag: string;
}

function deliver(state: State, { answer: body, etag }: Delivery, { response }: Exchange): void {
  const headers = { ...rateHeaders(state), etag };
  switch (state.sending) {
    case 'br':
      response.writeHead(200, { ...headers, 'content-encoding': 'br' }).end(brotliCompressSync(body));
      return;
    case 'gzip':
      response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body));
      return;
    case 'plain':
      response.writeHead(200, headers).end(body);
      return;
    case 'garbage':
      response.writeHead(200, { ...headers, 'content-encoding': 'br' }).end(body);
      return;
    case 'truncated':
      response.writeHead(200, { ...headers, 'content-length': String(body.length) });
      response.write(body.slice(0, body.length / 2), () => response.destroy());
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

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
