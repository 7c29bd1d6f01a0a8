/** The ping protocol's request line: `/ping/<token>[/start|/fail|/log|/<exit code>][?rid=<uuid>]`. Pure. */
import type { IncomingPing } from '../engine/heartbeat/incoming.ts';

export const pingPrefix = '/ping/';

export type PingLine = Pick<IncomingPing, 'token' | 'kind' | 'exitCode' | 'runId'>;
export type ParsedPing =
  | { readonly is: 'ping'; readonly ping: PingLine }
  | { readonly is: 'unknown' }
  | { readonly is: 'invalid'; readonly reason: string };

/** What a token may look like; whether it is one, the engine knows. */
const token = /^[A-Za-z0-9_-]{16,64}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function parsePing(url: string): ParsedPing {
  const [path = '', query = ''] = url.split('?', 2);
  const [given = '', signal = '', ...rest] = path.slice(pingPrefix.length).split('/');
  if (!token.test(given) || rest.some((part) => part !== '')) return { is: 'unknown' };
  const kind = kindOf(signal);
  if (kind === null)
    return { is: 'invalid', reason: 'after the token comes start, fail, log or an exit code, 0 to 255' };
  const runId = query === '' ? null : new URLSearchParams(query).get('rid');
  if (runId !== null && !uuid.test(runId)) return { is: 'invalid', reason: 'rid must be a UUID' };
  return { is: 'ping', ping: { token: given, ...kind, runId: runId?.toLowerCase() ?? null } };
}

function kindOf(signal: string): Pick<PingLine, 'kind' | 'exitCode'> | null {
  if (signal === '') return { kind: 'success', exitCode: null };
  if (signal === 'start' || signal === 'fail' || signal === 'log') return { kind: signal, exitCode: null };
  if (!/^\d{1,3}$/.test(signal)) return null;
  const exitCode = Number(signal);
  if (exitCode > 255) return null;
  return { kind: exitCode === 0 ? 'success' : 'fail', exitCode };
}
