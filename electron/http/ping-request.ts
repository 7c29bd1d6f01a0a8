/**
 * The ping protocol's request line: `/ping/<token>[/start|/fail|/log|/<exit code>][?rid=<uuid>][&at=<time>]`. Pure. `at` is
 * the original time of a ping that was delayed on its way; one in the future is taken as now.
 */
import { parseExitCode } from '../contract/exit-code.ts';
import type { IncomingPing } from '../engine/kinds/heartbeat/incoming.ts';
import { parsePingTime } from './ping-time.ts';

const pingPrefix = '/ping/';

export type PingLine = Pick<IncomingPing, 'token' | 'kind' | 'exitCode' | 'runId' | 'at'>;
export type ParsedPing =
  | { readonly is: 'ping'; readonly ping: PingLine }
  | { readonly is: 'unknown' }
  | { readonly is: 'invalid'; readonly reason: 'badSignal' | 'badRunId' | 'badTime' };

/** The syntax of a token; whether it exists is for the engine to say. */
const token = /^[A-Za-z0-9_-]{16,64}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function parsePing(url: string): ParsedPing {
  const [path = '', query = ''] = url.split('?', 2);
  const [named = '', signal = '', ...rest] = path.slice(pingPrefix.length).split('/');
  if (!token.test(named) || rest.some((part) => part !== '')) return { is: 'unknown' };
  const kind = kindOf(signal);
  if (kind === null) return { is: 'invalid', reason: 'badSignal' };
  const parameters = query === '' ? null : new URLSearchParams(query);
  const runId = parameters?.get('rid') ?? null;
  if (runId !== null && !uuid.test(runId)) return { is: 'invalid', reason: 'badRunId' };
  const given = parameters?.get('at') ?? null;
  const at = given === null ? null : parsePingTime(given);
  if (given !== null && at === null) return { is: 'invalid', reason: 'badTime' };
  const late = at === null ? {} : { at };
  return { is: 'ping', ping: { token: named, ...kind, runId: runId?.toLowerCase() ?? null, ...late } };
}

function kindOf(signal: string): Pick<PingLine, 'kind' | 'exitCode'> | null {
  if (signal === '') return { kind: 'success', exitCode: null };
  if (signal === 'start' || signal === 'fail' || signal === 'log') return { kind: signal, exitCode: null };
  const exitCode = parseExitCode(signal);
  if (exitCode === null) return null;
  return { kind: exitCode === 0 ? 'success' : 'fail', exitCode };
}
