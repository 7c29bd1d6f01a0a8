/**
 * A real HTTP server in place of Slack (or any webhook): keeps what it was sent, and answers `200 ok` until told
 * otherwise. Loopback, on a port of its own.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface WebhookReply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
/** `hang`: takes the message and never answers. `reset`: takes it and cuts the connection. */
type WebhookAnswer = WebhookReply | 'hang' | 'reset';

export interface WebhookReceiver {
  /** Ends in a secret, as Slack's do. */
  readonly url: string;
  readonly secret: string;
  readonly port: number;
  /** Everything that has arrived, whatever was answered to it. */
  readonly received: readonly ReceivedWebhook[];
  /** One after the other; the last one stays. */
  readonly answerWith: (...answers: readonly WebhookAnswer[]) => void;
  /** Resolves once that many have arrived in all. */
  readonly waitFor: (count: number) => Promise<readonly ReceivedWebhook[]>;
  readonly close: () => Promise<void>;
}

const secret = 'XXsecretXXwebhookXXtoken';
const path = `/services/T0000/B0000/${secret}`;

/** A given port lets a receiver come back where it was before. */
export async function openWebhookReceiver(port = 0): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  let answers: readonly WebhookAnswer[] = [{ status: 200, body: 'ok' }];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  function nextAnswer(): WebhookAnswer {
    const [first = 'hang', ...rest] = answers;
    if (rest.length > 0) answers = rest;
    return first;
  }

  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { method = '', url = '', headers } = request;
      // A program that looks for servers on this computer, as the discovery does in tests beside this one.
      if (url === '/' && (method === 'GET' || method === 'HEAD')) {
        response.end();
        return;
      }
      received.push({ method, path: url, headers, body });
      reply(response, nextAnswer());
      for (const { count, resolve } of waiting) if (received.length >= count) resolve();
      waiting = waiting.filter(({ count }) => received.length < count);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${String(address.port)}${path}`,
    secret,
    port: address.port,
    received,
    answerWith(...next) {
      answers = next;
    },
    async waitFor(count) {
      if (received.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return received;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, answer: WebhookAnswer): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
}
