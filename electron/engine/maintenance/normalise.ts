/** Turns input from a person, a script or the configuration file into a maintenance window. */
import { translateCron } from '../../contract/cron-line.ts';
import type { MaintenanceCovers, MaintenanceTimes, MaintenanceWindow } from '../../contract/model/maintenance.ts';
import type { Source } from '../../contract/model/monitor.ts';
import { problem, type Problem, type Problems } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { ParsedMaintenance, ParsedMaintenanceCovers } from '../../contract/schemas.ts';
import { instantOf } from '../calendar/instant.ts';
import { isTimezone } from '../calendar/wall-clock.ts';
import { minutesOf, readWallTime } from '../../contract/wall-time.ts';
import { isEndless } from '../calendar/weekly-window.ts';
import { normaliseIdentity, withoutNull } from '../fields/identity.ts';
import { unreadable } from '../fields/normalise.ts';
import { cronProblem } from '../schedule/cron.ts';

interface MaintenanceContext {
  /** The window being replaced; null: a new one. */
  readonly existing: MaintenanceWindow | null;
  readonly takenIds: ReadonlySet<string>;
  readonly source: Source;
  readonly monitors: ReadonlySet<string>;
}

const longestName = 200;
const shortestDuration = 60_000;
const longestDuration = 7 * 86_400_000;
const mostLines = 20;

export function normaliseMaintenance(
  input: ParsedMaintenance,
  context: MaintenanceContext,
): Outcome<MaintenanceWindow> {
  const { existing, takenIds, source } = context;
  const identity = normaliseIdentity(input, {
    existingId: existing?.id ?? null,
    takenIds,
    defaultName: input.id ?? 'Maintenance',
    fallbackId: 'maintenance',
    longestName,
  });
  const timezone = input.timezone?.trim() ?? null;
  const covers = coversOf(input.covers);
  const zoneProblem = timezone === null || isTimezone(timezone) ? null : problem('not-time-zone');
  const times = timesOf(input, zoneProblem === null ? timezone : null);
  const found = {
    ...identity.problems,
    ...withoutNull({ timezone: zoneProblem }),
    ...times.problems,
    ...coversProblems(covers, context.monitors),
  };
  if (Object.keys(found).length > 0) return refusedFields(found);
  return ok({ ...identity.value, ...times.value, timezone, covers, source });
}

interface NormalisedTimes {
  readonly value: MaintenanceTimes;
  readonly problems: Problems;
}

/** A field of another form is refused: which one is meant would be a guess. */
function timesOf(input: ParsedMaintenance, timezone: string | null): NormalisedTimes {
  const { days, cron, duration, from = '', to = '' } = input;
  if (cron !== undefined || duration !== undefined) return cronTimes(input);
  if (days === undefined) return singleTimes({ from: from.trim(), to: to.trim() }, timezone);
  const value = { days: Array.from(new Set(days)), from: readWallTime(from), to: readWallTime(to) };
  const isWhole = minutesOf(value.from) !== null && minutesOf(value.to) !== null;
  const problems = {
    from: minutesOf(value.from) === null ? problem('not-time-of-day') : null,
    to: minutesOf(value.to) === null ? problem('not-time-of-day') : null,
    days: isWhole && isEndless({ ...value, timezone }) ? problem('endless-maintenance') : null,
  };
  return { value, problems: withoutNull(problems) };
}

function singleTimes(value: { readonly from: string; readonly to: string }, timezone: string | null): NormalisedTimes {
  const from = instantOf(value.from, timezone);
  const to = instantOf(value.to, timezone);
  const isReversed = from !== null && to !== null && from >= to;
  const problems = {
    from: from === null ? problem('not-an-instant') : isReversed ? problem('not-before', { field: 'to' }) : null,
    to: to === null ? problem('not-an-instant') : null,
  };
  return { value, problems: withoutNull(problems) };
}

function cronTimes({ cron = [], duration, days, from, to }: ParsedMaintenance): NormalisedTimes {
  const given = typeof cron === 'string' ? [cron] : cron;
  const lines = given.map((text) => {
    const translated = translateCron(text);
    return 'line' in translated ? translated.line : text.trim();
  });
  const problems = {
    cron: linesProblem(lines),
    duration: durationProblem(duration),
    days: days === undefined ? null : problem('one-schedule'),
    from: from === undefined ? null : problem('one-schedule'),
    to: to === undefined ? null : problem('one-schedule'),
  };
  return { value: { cron: lines, duration: Number(duration) }, problems: withoutNull(problems) };
}

function durationProblem(duration: ParsedMaintenance['duration']): Problem | null {
  if (duration === undefined) return problem('required');
  if (typeof duration === 'string') return unreadable(duration, 'not-a-duration');
  const bounds = { least: shortestDuration, most: longestDuration };
  return duration >= bounds.least && duration <= bounds.most ? null : problem('duration-not-in-range', bounds);
}

function linesProblem(lines: readonly string[]): Problem | null {
  if (lines.length === 0) return problem('required');
  if (lines.length > mostLines) return problem('too-many', { most: mostLines });
  return lines.map(cronProblem).find((found) => found !== null) ?? null;
}

export function coversOf({ monitors = [], tags = [], all = false }: ParsedMaintenanceCovers): MaintenanceCovers {
  const trimmed = tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
  return { monitors: Array.from(new Set(monitors)), tags: Array.from(new Set(trimmed)), all };
}

/** @param known the ids of all monitors. */
function coversProblems({ monitors, tags, all }: MaintenanceCovers, known: ReadonlySet<string>): Problems {
  const unknown = monitors.find((id) => !known.has(id));
  return withoutNull({
    covers: !all && monitors.length === 0 && tags.length === 0 ? problem('covers-nothing') : null,
    'covers.monitors': unknown === undefined ? null : problem('no-such-monitor', { id: unknown.slice(0, 64) }),
  });
}
