/** Where a ping goes: a token belongs to the Vigilmon on the data directory, a URL is complete. */
import { pingToken } from '../../contract/ping-token.ts';
import { findRunning } from '../../host/find-running.ts';
import { defaultPlace } from '../../host/host-settings.ts';

export interface PingTarget {
  /** Null: the Vigilmon on the data directory, wherever it listens. */
  readonly origin: string | null;
  readonly path: string;
  readonly query: string;
}

/** Null if it is neither a token nor a web address. */
export function parseTarget(text: string): PingTarget | null {
  if (pingToken.test(text)) return { origin: null, path: `/ping/${text}`, query: '' };
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const { origin, pathname, search } = new URL(text);
  return { origin, path: pathname.replace(/\/+$/, ''), query: search.slice(1) };
}

export function originOf({ origin }: Pick<PingTarget, 'origin'>, dataDirectory: string): string {
  const { host, port } = defaultPlace;
  return origin ?? runningUrl(dataDirectory) ?? `http://${host}:${port}`;
}

/** Null also where the directory cannot be read, for example another user's. */
function runningUrl(dataDirectory: string): string | null {
  try {
    return findRunning(dataDirectory)?.url ?? null;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/** Ping URLs of other services do not take the time. */
export function understandsTime({ path }: PingTarget): boolean {
  return /^\/ping\/[A-Za-z0-9_-]{16,64}$/.test(path);
}

export function withQuery({ path, query }: PingTarget, signal: string, more: Readonly<Record<string, string>>): string {
  const all = [query, new URLSearchParams(more).toString()].filter((part) => part !== '').join('&');
  return all === '' ? path + signal : `${path}${signal}?${all}`;
}
