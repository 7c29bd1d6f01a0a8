/**
 * The request line of a ping, in the ping protocol and in the forms of other services, so that a script moves here by
 * changing its host. Pure.
 *
 * - `/ping/<token>[/start|/fail|/log|/<exit code>][?rid=<uuid>][&at=<time>]`. `at` is the original time of a ping that was
 *   delayed on its way; one in the future is taken as now.
 * - Healthchecks: the same without `/ping`, where the token is a UUID. Better Stack: `/api/v1/heartbeat/<token>` before it.
 * - Uptime Kuma: `/api/push/<token>?status=up|down&msg=`. Cronitor: `/p/<key>/<token>?state=run|complete|ok|fail&msg=`
 *   with `series` to pair runs; the key is ignored.
 */
import { parseExitCode } from '../contract/exit-code.ts';
import type { IncomingPing } from '../engine/kinds/heartbeat/incoming.ts';
import { parsePingTime } from './ping-time.ts';

export type PingLine = Pick<IncomingPing, 'token' | 'kind' | 'exitCode' | 'runId' | 'at'> & {
  /** Kept as the body of a ping without one. */
  readonly message?: string;
};
export type ParsedPing =
  | { readonly is: 'ping'; readonly ping: PingLine }
  | { readonly is: 'unknown' }
  | { readonly is: 'invalid'; readonly reason: 'badSignal' | 'badRunId' | 'badTime' | 'badState' };
export type ParsePing = (url: string) => ParsedPing;

/** The syntax of a token; whether it exists is for the engine to say. */
const token = /^[A-Za-z0-9_-]{16,64}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const series = /^[\x20-\x7e]{1,64}$/;
const unknown = { is: 'unknown' } as const;

export const parsePing = after('/ping/');
export const parseHostedPing = after('/');
export const parseBetterStackPing = after('/api/v1/heartbeat/');

function after(prefix: string): ParsePing {
  return (url) => {
    const [path, parameters] = split(url);
    const [named = '', signal = '', ...rest] = path.slice(prefix.length).split('/');
    if (!token.test(named) || rest.some((part) => part !== '')) return unknown;
    const kind = kindOf(signal);
    if (kind === null) return { is: 'invalid', reason: 'badSignal' };
    const runId = parameters?.get('rid') ?? null;
    if (runId !== null && !uuid.test(runId)) return { is: 'invalid', reason: 'badRunId' };
    const given = parameters?.get('at') ?? null;
    const at = given === null ? null : parsePingTime(given);
    if (given !== null && at === null) return { is: 'invalid', reason: 'badTime' };
    const late = at === null ? {} : { at };
    return { is: 'ping', ping: { token: named, ...kind, runId: runId?.toLowerCase() ?? null, ...late } };
  };
}

export function parseKumaPing(url: string): ParsedPing {
  const [path, parameters] = split(url);
  const named = path.slice('/api/push/'.length).replace(/\/$/, '');
  if (!token.test(named)) return unknown;
  // There, too, whatever is not up is down.
  const kind = (parameters?.get('status') ?? 'up') === 'up' ? 'success' : 'fail';
  const message = parameters?.get('msg') ?? '';
  return { is: 'ping', ping: { token: named, kind, exitCode: null, runId: null, message } };
}

const cronitorStates = { run: 'start', complete: 'success', ok: 'success', fail: 'fail' } as const;

export function parseCronitorPing(url: string): ParsedPing {
  const [path, parameters] = split(url);
  const [key = '', named = '', ...rest] = path.slice('/p/'.length).split('/');
  if (key === '' || !token.test(named) || rest.some((part) => part !== '')) return unknown;
  const state = parameters?.get('state') ?? 'complete';
  if (!isCronitorState(state)) return { is: 'invalid', reason: 'badState' };
  const runId = parameters?.get('series') ?? null;
  if (runId !== null && !series.test(runId)) return { is: 'invalid', reason: 'badRunId' };
  const status = parameters?.get('status_code') ?? null;
  const exitCode = status === null ? null : parseExitCode(status);
  const message = parameters?.get('message') ?? parameters?.get('msg') ?? '';
  return { is: 'ping', ping: { token: named, kind: cronitorStates[state], exitCode, runId, message } };
}

function isCronitorState(state: string): state is keyof typeof cronitorStates {
  return Object.hasOwn(cronitorStates, state);
}

/** Most pings have no query. */
function split(url: string): readonly [path: string, parameters: URLSearchParams | null] {
  const [path = '', query = ''] = url.split('?', 2);
  return [path, query === '' ? null : new URLSearchParams(query)];
}

function kindOf(signal: string): Pick<PingLine, 'kind' | 'exitCode'> | null {
  if (signal === '') return { kind: 'success', exitCode: null };
  if (signal === 'start' || signal === 'fail' || signal === 'log') return { kind: signal, exitCode: null };
  const exitCode = parseExitCode(signal);
  if (exitCode === null) return null;
  return { kind: exitCode === 0 ? 'success' : 'fail', exitCode };
}
