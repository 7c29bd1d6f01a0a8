/**
 * The inbox page on a port of its own. It shows messages as they arrive, and its buttons break and repair the sample
 * service. For this computer and this page alone: foreign Host or Origin headers are rejected.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Act } from '../story.ts';
import type { Inbox } from './inbox.ts';
import { live } from './live.ts';
import { entryHtml, pageHtml, stageHtml, type Stage } from './page.ts';

interface InboxServerOptions {
  readonly inbox: Inbox;
  /** 0: any free port. */
  readonly port: number;
  /** Token included; null: the window is not a page. */
  readonly windowUrl: string | null;
}

export interface InboxServer {
  readonly url: string;
  readonly showStage: (stage: Stage) => void;
  /** Enables its buttons. */
  readonly obey: (perform: (act: Act) => void) => void;
  readonly close: () => Promise<void>;
}

const style = readFileSync(fileURLToPath(new URL('./page.css', import.meta.url)));
const acts: readonly Act[] = ['break-service', 'mend-service', 'stop-job', 'start-job'];
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'";
/** An email has inline styles and loads nothing. */
const mailPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

export async function openInboxServer(options: InboxServerOptions): Promise<InboxServer> {
  const { inbox, windowUrl } = options;
  let stage: Stage = { isServiceBroken: false, isJobStopped: false, isStoryRunning: false };
  let perform: (act: Act) => void = () => undefined;
  const streams = new Set<ServerResponse>();
  const push = (event: string, data: unknown): void => {
    for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const forget = inbox.onEntry((entry) => push('entry', { kind: entry.kind, html: entryHtml(entry) }));

  function answerGet(path: string, response: ServerResponse): void {
    const mail = inbox.find(Number(/^\/mails\/(\d+)$/.exec(path)?.[1]));
    if (path === '/') {
      const html = pageHtml({ windowUrl, entries: inbox.entries(), stage });
      send(response, 'text/html', html, { 'content-security-policy': pagePolicy });
    } else if (path === '/page.css') send(response, 'text/css', style);
    else if (path === '/live.js') send(response, 'text/javascript', `(${live.toString()})();\n`);
    else if (path === '/entries') send(response, 'application/json', JSON.stringify(inbox.entries()));
    else if (path === '/events') openStream(response);
    else if (mail?.kind === 'mail') send(response, 'text/html', mail.html, { 'content-security-policy': mailPolicy });
    else response.writeHead(404).end();
  }

  function openStream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write('\n');
    streams.add(response);
    response.once('close', () => streams.delete(response));
  }

  function answerPost(path: string, response: ServerResponse): void {
    const act = acts.find((one) => path === `/${one}`);
    if (act === undefined) {
      response.writeHead(404).end();
      return;
    }
    perform(act);
    response.writeHead(303, { location: '/' }).end();
  }

  const server = createServer((request, response) => {
    request.resume();
    const { method, url = '/' } = request;
    if (!isOwn(request)) response.writeHead(403).end();
    else if (method === 'GET') answerGet(url, response);
    else if (method === 'POST') answerPost(url, response);
    else response.writeHead(405).end();
  });
  const port = await listen(server, options.port);

  return {
    url: `http://127.0.0.1:${port}/`,
    showStage(next) {
      stage = next;
      push('stage', stageHtml(next));
    },
    obey(next) {
      perform = next;
    },
    close() {
      forget();
      for (const stream of streams) stream.end();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

function isOwn({ headers: { host = '', origin }, socket: { localPort = 0 } }: IncomingMessage): boolean {
  const isHere = host === `127.0.0.1:${localPort}` || host === `localhost:${localPort}`;
  return isHere && (origin === undefined || origin === `http://${host}`);
}

function send(
  response: ServerResponse,
  type: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', ...headers })
    .end(body);
}
