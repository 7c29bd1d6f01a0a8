/**
 * The request line of a ping, in the ping protocol and in the forms of other services, so that a script moves here by
 * changing its host. Pure.
 *
 * - `/ping/<token>[/start|/fail|/log|/<exit code>][?rid=<uuid>][&at=<time>]`. `at` is the original time of a ping that was
 *   delayed on its way; one in the future is taken as now.
 * - Healthchecks: the same without `/ping`, where the token is a UUID; and `/<ping key>/<slug>` in place of the token, with
 *   or without `/ping`, and with `create=1` for a new monitor. Better Stack: `/api/v1/heartbeat/<token>` before it.
 * - Uptime Kuma: `/api/push/<token>?status=up|down&msg=`. Cronitor: `/p/<key>/<token>?state=run|complete|ok|fail&msg=`
 *   with `series` to pair runs; the key is ignored.
 */
import { parseExitCode } from '../contract/exit-code.ts';
import { pingToken as token } from '../contract/ping-token.ts';
import type { IncomingPing, SlugPing } from '../engine/kinds/heartbeat/incoming.ts';
import { parsePingTime } from './ping-time.ts';

type PingLine = Pick<IncomingPing, 'kind' | 'exitCode' | 'runId' | 'at'> & {
  readonly token: string;
  /** Kept as the body of a ping without one. */
  readonly message?: string;
};
type SlugLine = Pick<SlugPing, 'key' | 'slug' | 'creates' | 'kind' | 'exitCode' | 'runId' | 'at'>;
export type ParsedPing = (
  | { readonly is: 'ping'; readonly ping: PingLine }
  | { readonly is: 'unknown' }
  | { readonly is: 'invalid'; readonly reason: 'badSignal' | 'badRunId' | 'badTime' | 'badState' }
) & {
  /** How the same path reads with a ping key in front; for when no monitor has the token. */
  readonly bySlug?: SlugLine;
};
export type ParsePing = (url: string) => ParsedPing;

const slugPattern = /^[a-z0-9_-]{1,100}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const series = /^[\x20-\x7e]{1,64}$/;
const unknown = { is: 'unknown' } as const;

export const parsePing = after('/ping/', 'token-or-slug');
export const parseHostedPing = after('/', 'token-or-slug');
export const parseBetterStackPing = after('/api/v1/heartbeat/', 'token');

/** Whether a token or a slug exists is for the engine to say. */
function after(prefix: string, names: 'token' | 'token-or-slug'): ParsePing {
  return (url) => {
    const [path, parameters] = split(url);
    const [named = '', first = '', second = '', ...rest] = path.slice(prefix.length).replace(/\/+$/, '').split('/');
    if (!token.test(named) || rest.length > 0) return unknown;
    const details = detailsOf(parameters);
    const kind = second === '' ? kindOf(first) : null;
    const slugKind = names === 'token-or-slug' && slugPattern.test(first) ? kindOf(second) : null;
    if ('is' in details) return kind === null && slugKind === null ? invalidSignal(second) : details;
    const creates = parameters?.get('create') === '1';
    const bySlug = slugKind === null ? {} : { bySlug: { key: named, slug: first, creates, ...slugKind, ...details } };
    if (kind === null) return { ...invalidSignal(second), ...bySlug };
    return { is: 'ping', ping: { token: named, ...kind, ...details }, ...bySlug };
  };
}

/** Behind a token there is nothing after the signal. */
function invalidSignal(second: string): ParsedPing {
  return second === '' ? { is: 'invalid', reason: 'badSignal' } : unknown;
}

type Details = Pick<PingLine, 'runId' | 'at'>;

function detailsOf(parameters: URLSearchParams | null): Details | Extract<ParsedPing, { is: 'invalid' }> {
  const runId = parameters?.get('rid') ?? null;
  if (runId !== null && !uuid.test(runId)) return { is: 'invalid', reason: 'badRunId' };
  const given = parameters?.get('at') ?? null;
  const at = given === null ? null : parsePingTime(given);
  if (given !== null && at === null) return { is: 'invalid', reason: 'badTime' };
  return { runId: runId?.toLowerCase() ?? null, ...(at === null ? {} : { at }) };
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
