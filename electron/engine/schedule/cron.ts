/**
 * Schedules with fixed times: cron lines in a time zone, by croner. A time that the clock skips is due at the end of the
 * gap; one that comes twice is due once, unless the line runs every hour: as cron does it.
 */
import { Cron } from 'croner';
import { translateCron } from '../../contract/cron-line.ts';
import { problem, type Problem } from '../../contract/problems.ts';
import type { Schedule } from './schedule.ts';

/** A success so long before its time satisfies it. */
const earlyMs = 60_000;
/** Leap days come every eight years at the most. */
const reference = Date.UTC(2026, 0, 1);
/** No line that is due at all is due later. */
const farMs = 10 * 366 * 86_400_000;

/** @returns null if the line is valid and falls due. */
export function cronProblem(text: string): Problem | null {
  const translated = translateCron(text);
  if ('problem' in translated) return translated.problem;
  // croner takes a date as a line that is due once.
  if (!/^\S+(?: \S+){4,5}$/.test(translated.line)) return problem('not-cron', { reason: null });
  try {
    const cron = new Cron(translated.line, { timezone: 'UTC', paused: true });
    return cron.nextRun(new Date(reference)) === null ? problem('cron-never-due') : null;
  } catch (error) {
    return problem('not-cron', { reason: error instanceof Error ? error.message.replace(/^CronPattern: /, '') : null });
  }
}

/** @param lines valid. @param timezone an IANA name; null: this computer's. */
export function cronSchedule(lines: readonly string[], timezone: string | null): Schedule {
  const crons = lines.map((line) => new Cron(line, { paused: true, ...(timezone === null ? {} : { timezone }) }));
  function next(afterMs: number): number {
    const after = new Date(afterMs);
    const times = crons.map((cron) => cron.nextRun(after)?.getTime() ?? Infinity);
    const earliest = Math.min(...times);
    return Number.isFinite(earliest) ? earliest : afterMs + farMs;
  }
  return {
    key: JSON.stringify([lines, timezone]),
    next,
    following(atMs) {
      const due = next(atMs);
      const afterIt = next(due);
      return due - atMs <= Math.min(earlyMs, (afterIt - due) / 2) ? afterIt : due;
    },
  };
}
