/** The form model of a maintenance window: now for a while, once, every week, or at the times of cron lines. */
import type { Api } from '../../electron/contract/calls.ts';
import { formatDuration } from '../../electron/contract/duration.ts';
import type { MaintenanceCovers, MaintenanceWindow } from '../../electron/contract/model/maintenance.ts';
import type { MaintenanceInput } from '../../electron/contract/schemas.ts';
import { localInput } from './local-input.ts';
import { blankScope, type ScopeDraft } from './scope-draft.ts';
import { ownTimezone } from './timezones.ts';
import type { WeeklyDraft } from './week.ts';

export const plannedForms = ['once', 'weekly', 'cron'] as const;
export const maintenanceForms = ['now', ...plannedForms] as const;
type MaintenanceForm = (typeof maintenanceForms)[number];

/** Offered where one click starts it. */
export const quickDurations = ['1h', '4h'] as const;
export const maintenanceDurations = ['30m', '1h', '2h', '4h', '12h'] as const;
export type MaintenanceDuration = (typeof maintenanceDurations)[number];

const hourMs = 3_600_000;
const usualTimes = { from: '22:00', to: '23:00' } as const;

interface MaintenanceDraft {
  /** Null: a new one. */
  readonly id: string | null;
  form: MaintenanceForm;
  name: string;
  scope: ScopeDraft;
  /** Of one that starts now. */
  duration: MaintenanceDuration;
  /** Local time in the zone, as an input of type `datetime-local` has it; empty: not chosen. */
  from: string;
  to: string;
  /** Its time zone is that of every form. */
  weekly: WeeklyDraft;
  cron: string;
  /** Of one by cron lines. */
  length: string;
}

/**
 * @param day that a planned one begins on, as its start: at the usual time, or now where that is over; null: it would begin
 * with the next hour.
 * @param nowMs null: a planned one has no times yet.
 */
export function blankMaintenance(
  monitors: readonly string[] = [],
  day: number | null = null,
  nowMs: number | null = null,
): MaintenanceDraft {
  const nextHour = nowMs === null ? null : (Math.floor(nowMs / hourMs) + 1) * hourMs;
  const from =
    day === null
      ? nextHour
      : Math.max(nowMs ?? 0, Date.parse(`${localInput(day).slice(0, dateDigits)}T${usualTimes.from}`));
  return {
    id: null,
    form: day === null ? 'now' : 'once',
    name: '',
    scope: blankScope(monitors),
    duration: '1h',
    from: from === null ? '' : localInput(from),
    to: from === null ? '' : localInput(from + hourMs),
    weekly: { days: [], ...usualTimes, timezone: ownTimezone },
    cron: '',
    length: '1h',
  };
}

export function maintenanceDraftOf(window: MaintenanceWindow): MaintenanceDraft {
  const timezone = window.timezone ?? '';
  const { weekly, ...blank } = blankMaintenance();
  const common = { ...blank, id: window.id, name: window.name, scope: scopeOf(window.covers) };
  if ('cron' in window) {
    const length = formatDuration(window.duration);
    return { ...common, form: 'cron', weekly: { ...weekly, timezone }, cron: window.cron.join('\n'), length };
  }
  const { from, to } = window;
  if ('days' in window) return { ...common, form: 'weekly', weekly: { days: [...window.days], from, to, timezone } };
  const isLocal = !hasOffset(from) && !hasOffset(to);
  const zone = isLocal || timezone !== '' ? timezone : ownTimezone;
  const local = (at: string): string => (hasOffset(at) ? localInput(Date.parse(at), zone) : at.slice(0, minuteDigits));
  return { ...common, form: 'once', from: local(from), to: local(to), weekly: { ...weekly, timezone: zone } };
}

/** `2026-11-29T02:00`. */
const minuteDigits = 16;
const dateDigits = 10;

function hasOffset(at: string): boolean {
  return /(?:Z|[+-]\d\d:?\d\d)$/u.test(at);
}

function scopeOf({ monitors, tags, all }: MaintenanceCovers): ScopeDraft {
  return { kind: all ? 'all' : monitors.length === 0 ? 'tags' : 'monitors', tags, monitors };
}

/** As it is sent. The name is left to the engine if there is none. */
export function toMaintenanceInput(draft: MaintenanceDraft): MaintenanceInput {
  const { id, weekly, from, to } = draft;
  const common = {
    ...(id === null ? {} : { id }),
    ...namedAs(draft),
    covers: coversOf(draft.scope),
    timezone: weekly.timezone === '' ? null : weekly.timezone,
  };
  switch (draft.form) {
    case 'cron':
      return { ...common, cron: draft.cron.split('\n').filter((line) => line.trim() !== ''), duration: draft.length };
    case 'weekly':
      return { ...common, days: [...weekly.days], from: weekly.from, to: weekly.to };
    case 'now':
    case 'once':
      return { ...common, from, to };
  }
}

/** Starts it or plans it. */
export function sendMaintenance(
  { maintenance }: Pick<Api, 'maintenance'>,
  draft: MaintenanceDraft,
): ReturnType<Api['maintenance']['save']> {
  if (draft.form !== 'now') return maintenance.save(toMaintenanceInput(draft));
  return maintenance.start({ ...namedAs(draft), covers: coversOf(draft.scope), duration: draft.duration });
}

/** What has been planned, as it is sent again: to undo its removal, or with a change. */
export function maintenanceInputOf(window: MaintenanceWindow): MaintenanceInput {
  const { id, name, timezone, covers } = window;
  const common = { id, name, timezone, covers: { ...covers, tags: [...covers.tags], monitors: [...covers.monitors] } };
  if ('cron' in window) return { ...common, cron: [...window.cron], duration: window.duration };
  const { from, to } = window;
  return 'days' in window ? { ...common, days: [...window.days], from, to } : { ...common, from, to };
}

function namedAs({ name }: MaintenanceDraft): { readonly name?: string } {
  return name.trim() === '' ? {} : { name: name.trim() };
}

function coversOf({ kind, tags, monitors }: ScopeDraft): MaintenanceInput['covers'] {
  return kind === 'all' ? { all: true } : { tags: [...tags], monitors: [...monitors] };
}
