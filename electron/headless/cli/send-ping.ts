/** Sends one ping over HTTP. The URL contains the token, so messages repeat only its origin. */
import type { IncomingMessage } from 'node:http';
import { printable } from '../../contract/plain-text.ts';
import type { CliWords } from './usage.ts';

export type PingAnswer =
  | { readonly is: 'taken'; readonly text: string }
  /** For good: a retry would not help. */
  | { readonly is: 'refused'; readonly status: number; readonly text: string }
  /** Another time it may work. 503: Vigilmon is there, but cannot record it. */
  | { readonly is: 'failed'; readonly status: number; readonly text: string }
  | { readonly is: 'unreached'; readonly origin: string };

/** What went wrong, in words. */
export function pingProblem(answer: Exclude<PingAnswer, { is: 'taken' }>, words: CliWords['ping']): string {
  return answer.is === 'unreached' ? words.noResponse(answer.origin) : words.refused(answer.status, answer.text);
}

const timeoutMs = 10_000;
const mostRedirects = 3;
const mostTextBytes = 4_096;

interface PingDelivery {
  readonly url: string;
  readonly body: string;
  /** Resolves when nobody waits for the response any more. */
  readonly stopped?: Promise<void> | undefined;
}

export async function sendPing({ url, body, stopped }: PingDelivery): Promise<PingAnswer> {
  let patience: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => (patience = setTimeout(resolve, timeoutMs)));
  const aborted = stopped === undefined ? timeout : Promise.race([timeout, stopped]);
  try {
    const { status, text: said } = await post(new URL(url), { body, aborted, redirects: mostRedirects });
    const text = printable(said.slice(0, 200));
    if (status >= 200 && status < 300) return { is: 'taken', text };
    return { is: status < 500 ? 'refused' : 'failed', status, text };
  } catch {
    return { is: 'unreached', origin: originOf(url) };
  } finally {
    clearTimeout(patience);
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : printable(url.slice(0, 200));
}

interface Posted {
  readonly body: string;
  readonly aborted: Promise<void>;
  readonly redirects: number;
}

/**
 * What is quick to load and to start: Node's `fetch` (and `import('node:http')` because of it) and abort signals take
 * longer than many a job runs.
 */
async function post(url: URL, { body, aborted, redirects }: Posted): Promise<{ status: number; text: string }> {
  const { request } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'vigilmon' };
    const exchange = request(url, { method: 'POST', agent: false, headers }, resolve).once('error', reject);
    void aborted.then(() => exchange.destroy(new Error('no response in time')));
    exchange.end(body);
  });
  const { statusCode: status = 0, headers } = response;
  const { location } = headers;
  if (location !== undefined && status >= 300 && status < 400 && redirects > 0) {
    response.destroy();
    return post(new URL(location, url), { body, aborted, redirects: redirects - 1 });
  }
  return { status, text: await textOf(response) };
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of response.setEncoding('utf8')) {
    text += String(part);
    if (text.length > mostTextBytes) break;
  }
  return text;
}
