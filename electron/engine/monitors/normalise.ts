/**
 * From what a person, a script or the configuration file wrote to a monitor: defaults filled in, text trimmed, hidden
 * secrets put back, every limit checked. All errors come at once, one for each field, in words; a monitor that comes
 * out of here breaks no rule, and normalising it once more changes nothing.
 */
import type { Assertion, HeartbeatMonitor, HttpMonitor, Monitor, Source } from '../../contract/model/monitor.ts';
import { invalid, ok, type AppError, type Result } from '../../contract/result.ts';
import type { ParsedMonitor, ParsedMonitorPatch } from '../../contract/schemas.ts';
import { normaliseCommon } from './common-fields.ts';
import { normaliseHeartbeat } from '../kinds/heartbeat/heartbeat-monitor.ts';
import { normaliseHttp } from '../kinds/http/http-monitor.ts';
import { merge } from './merge.ts';

export interface NormaliseContext {
  /** The monitor that this replaces: its id and token stay, and its secrets are kept where the input hides them. */
  readonly existing: Monitor | null;
  readonly takenIds: ReadonlySet<string>;
  readonly source: Source;
  readonly makeToken: () => string;
}

export function normaliseMonitor(input: ParsedMonitor, context: NormaliseContext): Result<Monitor> {
  const { existing } = context;
  if (existing !== null && existing.kind !== input.kind) return kindCannotChange(existing);
  const common = normaliseCommon(input, context);
  const own =
    input.kind === 'http'
      ? normaliseHttp(input, existing?.kind === 'http' ? existing : null)
      : normaliseHeartbeat(input, existing?.kind === 'heartbeat' ? existing : null, context.makeToken);
  const errors = { ...common.errors, ...own.errors };
  const count = Object.keys(errors).length;
  if (count === 0) return ok({ ...common.value, ...own.value });
  return common.isIdTaken && count === 1 ? conflict(errors) : invalid(errors);
}

/** The stored monitor with the given fields replaced, as an input to be normalised. */
export function patchMonitor(existing: Monitor, patch: ParsedMonitorPatch): Result<ParsedMonitor> {
  if (existing.kind === 'http' && patch.kind === 'http') return ok(merge(httpInput(existing), patch));
  if (existing.kind === 'heartbeat' && patch.kind === 'heartbeat') return ok(merge(heartbeatInput(existing), patch));
  return kindCannotChange(existing);
}

type Input<K extends Monitor['kind']> = Extract<ParsedMonitor, { kind: K }>;

function httpInput({ source: _, ...monitor }: HttpMonitor): Input<'http'> {
  return {
    ...monitor,
    tags: [...monitor.tags],
    headers: { ...monitor.headers },
    certificateWarningDays: [...monitor.certificateWarningDays],
    assertions: monitor.assertions.map((assertion: Assertion) => ({ ...assertion })),
  };
}

function heartbeatInput({ source: _, ...monitor }: HeartbeatMonitor): Input<'heartbeat'> {
  return { ...monitor, tags: [...monitor.tags], schedule: { ...monitor.schedule } };
}

function kindCannotChange({ kind }: Monitor): Result<never> {
  return invalid({ kind: `cannot change: the monitor is of the kind ${kind}` });
}

function conflict(fields: Readonly<Record<string, string>>): Result<never> {
  const error: AppError = { code: 'conflict', message: `id: ${fields.id ?? ''}`, fields };
  return { ok: false, error };
}
