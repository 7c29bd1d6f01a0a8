/** Reads the options of `vigilmon mute` and `vigilmon unmute`. Pure. */
import { parseDuration } from '../../contract/duration.ts';
import type { MuteScope } from '../../contract/model/alert.ts';
import { coversOf, type Values } from './covers.ts';

/** How long a mute lasts. */
type MuteLength =
  | { readonly is: 'duration'; readonly ms: number }
  | { readonly is: 'until'; readonly atMs: number }
  /** The next time that a clock shows it here. */
  | { readonly is: 'clock'; readonly hour: number; readonly minute: number }
  | { readonly is: 'until-recovery' };

export interface MuteRequest {
  readonly scopes: readonly MuteScope[];
  readonly length: MuteLength;
}

type MuteMistake = 'covers' | 'duration' | 'until' | 'untilRecovery' | readonly string[];

const usual: MuteLength = { is: 'duration', ms: 3_600_000 };
const lengths = ['duration', 'until', 'until-recovery'] as const;

/** @returns a list: options that exclude each other. */
export function readMute(values: Values): MuteRequest | MuteMistake {
  const scopes = readMuteScopes(values);
  if (scopes === null) return 'covers';
  const given = lengths.filter((option) => values[option] !== undefined);
  if (given.length > 1) return given.map((option) => `--${option}`);
  const length = lengthOf(values);
  if (typeof length === 'string') return length;
  const isForMonitors = scopes.every(({ kind }) => kind === 'monitor');
  return length.is === 'until-recovery' && !isForMonitors ? 'untilRecovery' : { scopes, length };
}

/** Null: none is given. */
export function readMuteScopes(values: Values): readonly MuteScope[] | null {
  const covers = coversOf(values);
  if (covers === null) return null;
  return [
    ...(covers.all === true ? [{ kind: 'all' } as const] : []),
    ...(covers.tags ?? []).map((tag) => ({ kind: 'tag', tag }) as const),
    ...(covers.monitors ?? []).map((monitorId) => ({ kind: 'monitor', monitorId }) as const),
  ];
}

/** When the mute ends, if it begins now; null: with the outage. */
export function muteEnd(length: MuteLength, nowMs: number): number | null {
  switch (length.is) {
    case 'duration':
      return nowMs + length.ms;
    case 'until':
      return length.atMs;
    case 'clock': {
      const now = new Date(nowMs);
      const onDay = (days: number): number =>
        new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, length.hour, length.minute).getTime();
      return onDay(0) > nowMs ? onDay(0) : onDay(1);
    }
    case 'until-recovery':
      return null;
  }
}

function lengthOf({ duration, until, ...values }: Values): MuteLength | 'duration' | 'until' {
  if (values['until-recovery'] === true) return { is: 'until-recovery' };
  if (typeof until === 'string') return timeOf(until.trim()) ?? 'until';
  if (typeof duration !== 'string') return usual;
  const ms = parseDuration(duration);
  return ms === null || ms === 0 ? 'duration' : { is: 'duration', ms };
}

const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/;
const instant = /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:\d\d)?$/;

function timeOf(given: string): MuteLength | null {
  const [, hour, minute] = clock.exec(given) ?? [];
  if (hour !== undefined && minute !== undefined) return { is: 'clock', hour: Number(hour), minute: Number(minute) };
  const [, year, month, day] = (instant.exec(given) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  // The parser takes 31 February for a day of March.
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  const atMs = new Date(given).getTime();
  return isDay && Number.isFinite(atMs) ? { is: 'until', atMs } : null;
}
