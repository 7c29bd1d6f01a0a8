/**
 * The ping protocol's request line: `/ping/<token>[/start|/fail|/log|/<exit code>][?rid=<uuid>][&at=<epoch ms>]`. Pure.
 * `at` is the original time of a ping that was delayed on its way; one in the future is taken as now.
 */
import type { IncomingPing } from '../engine/kinds/heartbeat/incoming.ts';

const pingPrefix = '/ping/';

export type PingLine = Pick<IncomingPing, 'token' | 'kind' | 'exitCode' | 'runId' | 'at'>;
export type ParsedPing =
  | { readonly is: 'ping'; readonly ping: PingLine }
  | { readonly is: 'unknown' }
  | { readonly is: 'invalid'; readonly reason: 'badSignal' | 'badRunId' | 'badTime' };

/** The syntax of a token; whether it exists is for the engine to say. */
const token = /^[A-Za-z0-9_-]{16,64}$/;
const epochMs = /^\d{10,15}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function parsePing(url: string): ParsedPing {
  const [path = '', query = ''] = url.split('?', 2);
  const [given = '', signal = '', ...rest] = path.slice(pingPrefix.length).split('/');
  if (!token.test(given) || rest.some((part) => part !== '')) return { is: 'unknown' };
  const kind = kindOf(signal);
  if (kind === null) return { is: 'invalid', reason: 'badSignal' };
  const parameters = query === '' ? null : new URLSearchParams(query);
  const runId = parameters?.get('rid') ?? null;
  if (runId !== null && !uuid.test(runId)) return { is: 'invalid', reason: 'badRunId' };
  const at = parameters?.get('at') ?? null;
  if (at !== null && !epochMs.test(at)) return { is: 'invalid', reason: 'badTime' };
  const late = at === null ? {} : { at: Number(at) };
  return { is: 'ping', ping: { token: given, ...kind, runId: runId?.toLowerCase() ?? null, ...late } };
}

function kindOf(signal: string): Pick<PingLine, 'kind' | 'exitCode'> | null {
  if (signal === '') return { kind: 'success', exitCode: null };
  if (signal === 'start' || signal === 'fail' || signal === 'log') return { kind: signal, exitCode: null };
  if (!/^\d{1,3}$/.test(signal)) return null;
  const exitCode = Number(signal);
  if (exitCode > 255) return null;
  return { kind: exitCode === 0 ? 'success' : 'fail', exitCode };
}
