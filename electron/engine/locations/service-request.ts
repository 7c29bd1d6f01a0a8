/**
 * Requests to the service behind a location, each on its own connection. Redirects are not followed: a token must not go
 * elsewhere. The body is read up to a limit, decoded, and parsed by the caller.
 */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Clock } from '../ports.ts';
import { onAbort } from '../transport/on-abort.ts';
import { undici } from '../transport/undici.ts';
import { NoAnswer } from './location.ts';

const mostBytes = 4 * 1_024 * 1_024;

/** There is no response. */
export class ServiceError extends Error {
  /** From the operating system or undici: `ECONNREFUSED`. */
  readonly code: string;

  constructor(code: string, cause: unknown) {
    super(code, { cause });
    this.name = 'ServiceError';
    this.code = code;
  }
}

export interface ServiceRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
  readonly signal: AbortSignal;
  /** Of Vigilmon. */
  readonly version: string;
}

export interface ServiceResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly header: (name: string) => string | null;
  readonly text: string;
}

type Within = Pick<ServiceRequest, 'signal' | 'version'> & { readonly clock: Clock };

/** As `requestService`, and throws `NoAnswer` if it takes longer. */
export async function requestWithin(
  timeoutMs: number,
  { clock, signal, version }: Within,
  asked: Omit<ServiceRequest, 'signal' | 'version'>,
): Promise<ServiceResponse> {
  const ending = new AbortController();
  const cancelTimer = clock.setTimer(timeoutMs, () => ending.abort());
  const unlisten = onAbort(signal, () => ending.abort());
  try {
    return await requestService({ ...asked, signal: ending.signal, version });
  } catch (error) {
    throw ending.signal.aborted ? new NoAnswer('late') : error;
  } finally {
    cancelTimer();
    unlisten();
  }
}

/** Throws `ServiceError` if there is no whole response. */
async function requestService(options: ServiceRequest): Promise<ServiceResponse> {
  const { url, method = 'GET', headers = {}, body = null, signal, version } = options;
  const { Agent, request } = undici();
  const dispatcher = new Agent({ maxHeaderSize: 65_536 });
  const agent = `Vigilmon/${version}`;
  try {
    const all = { 'user-agent': agent, 'accept-encoding': 'br, gzip', ...headers };
    const response = await request(url, { method, headers: all, body, signal, dispatcher });
    const bytes = await read(response.body);
    const header = (name: string): string | null => {
      const value = response.headers[name];
      return Array.isArray(value) ? (value[0] ?? null) : (value ?? null);
    };
    return { status: response.statusCode, header, text: decoded(bytes, header('content-encoding')) };
  } catch (error) {
    throw new ServiceError(codeOf(error), error);
  } finally {
    await dispatcher.destroy();
  }
}

async function read(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBytes) throw new RangeError('the response is too large');
  }
  return Buffer.concat(chunks);
}

function decoded(bytes: Buffer, encoding: string | null): string {
  const limits = { maxOutputLength: mostBytes };
  if (encoding === 'br') return brotliDecompressSync(bytes, limits).toString('utf8');
  if (encoding === 'gzip') return gunzipSync(bytes, limits).toString('utf8');
  return bytes.toString('utf8');
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
}

/** As a header; null: none is needed. Secrets that could not be opened are not sent. */
export function authorizationOf(auth: Login | null): Readonly<Record<string, string>> {
  switch (auth?.type) {
    case 'basic':
      // RFC 7617, in UTF-8.
      return { authorization: `Basic ${Buffer.from(`${auth.username}:${clear(auth.password)}`).toString('base64')}` };
    case 'bearer':
      return { authorization: `Bearer ${clear(auth.token)}` };
    case undefined:
      return {};
  }
}

type Secret = string | { readonly hasSecret: true };
type Login =
  | { readonly type: 'basic'; readonly username: string; readonly password: Secret }
  | { readonly type: 'bearer'; readonly token: Secret };

export function clear(secret: Secret): string {
  return typeof secret === 'string' ? secret : '';
}
