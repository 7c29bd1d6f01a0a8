/**
 * `vigilmon ping TOKEN-OR-URL`: one ping, answered in time or not at all. A token alone goes to the Vigilmon that runs
 * on the data directory, else to the usual address.
 */
import { defaultPlace } from '../../host/host-settings.ts';
import { findRunning } from '../running-file.ts';
import { printable, type Terminal } from '../terminal.ts';
import type { PingSignal } from './arguments.ts';

export interface PingOptions {
  readonly target: string;
  readonly signal: PingSignal;
  readonly dataDirectory: string;
}

const timeoutMs = 10_000;

export async function ping(options: PingOptions, { out, err }: Terminal): Promise<number> {
  const url = pingUrl(options);
  if (url === null) {
    err('vigilmon: this is neither a ping token nor a URL that begins with http:// or https://');
    return 1;
  }
  try {
    const answer = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(timeoutMs) });
    const text = printable((await answer.text()).slice(0, 200));
    if (answer.ok) out(text);
    else err(`vigilmon: the ping was refused with ${answer.status}: ${text}`);
    return answer.ok ? 0 : 1;
  } catch {
    // The URL holds the token, so only where it led is said.
    err(`vigilmon: nothing answers at ${new URL(url).origin}`);
    return 1;
  }
}

function pingUrl({ target, signal, dataDirectory }: PingOptions): string | null {
  if (/^[A-Za-z0-9_-]{16,64}$/.test(target)) {
    const { host, port } = defaultPlace;
    const base = findRunning(dataDirectory)?.url ?? `http://${host}:${port}`;
    return `${base}/ping/${target}${signal}`;
  }
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return null;
  const url = new URL(target);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${signal}`;
  return url.href;
}
