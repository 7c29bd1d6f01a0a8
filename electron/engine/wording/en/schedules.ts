/** Schedules of jobs, read out in English: `every weekday at 03:00, Europe/Berlin`. */
import { cronTimes, type CronTimes } from '../../../contract/cron-line.ts';
import type { HeartbeatSchedule } from '../../../contract/monitors/heartbeat.ts';
import type { Quantities } from './quantities.ts';

const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const mostTimes = 6;
/** So many are named rather than counted: `at 00:00 and 12:00`. */
const fewHours = 4;

export const schedules = ({ recurring, wallTime }: Quantities) => ({
  /** Lines that cannot be read out are left as they are. */
  describe({ every, cron, timezone }: HeartbeatSchedule): string {
    if (every !== null) return recurring(every);
    const lines = cron.map((line) => inWords(line, wallTime) ?? line).join('; ');
    return timezone === null ? lines : `${lines}, ${timezone}`;
  },
});

function inWords(line: string, wallTime: Quantities['wallTime']): string | null {
  const times = cronTimes(line);
  if (times === null) return null;
  const days = daysInWords(times);
  if (days === null) return null;
  const often = oftenInWords(times);
  if (often !== null) return days === 'every day' ? often : `${often}, ${days}`;
  const { hours, minutes } = times;
  const all = hours.flatMap((hour) => minutes.map((minute) => wallTime(hour, minute)));
  return all.length <= mostTimes ? `${days} at ${joined(all)}` : null;
}

/** What is repeated within the day; null: it has times of its own. */
function oftenInWords({ hours, minutes }: CronTimes): string | null {
  const [minute = 0] = minutes;
  const everyMinutes = stepOf(minutes, 60);
  const everyHours = stepOf(hours, 24);
  if (everyHours === null) return null;
  if (everyMinutes === null || minutes.length === 1) {
    if (minutes.length !== 1 || hours.length <= fewHours) return null;
    return `every ${counted(everyHours, 'hour')} at minute ${String(minute)}`;
  }
  return everyHours === 1 ? `every ${counted(everyMinutes, 'minute')}` : null;
}

/** Evenly spaced from the start, over the end into the next round; null: not so. */
function stepOf(numbers: readonly number[], round: number): number | null {
  const step = round / numbers.length;
  return numbers.every((number, index) => number === index * step) || numbers.length === 1 ? step : null;
}

function daysInWords({ day, month, weekdays }: CronTimes): string | null {
  if (month !== '*') return null;
  if (day === 'L' && weekdays === null) return 'on the last day of the month';
  if (/^\d+(?:,\d+)*$/.test(day) && weekdays === null) return `on day ${joined(day.split(','))} of the month`;
  if (day !== '*') return null;
  if (weekdays === null || weekdays.length === 7) return 'every day';
  const key = weekdays.join('');
  if (key === '12345') return 'every weekday';
  return `every ${joined(weekdays.map((weekday) => dayNames[weekday] ?? ''))}`;
}

function joined(items: readonly string[]): string {
  const [last = '', ...others] = items.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

function counted(count: number, unit: string): string {
  return count === 1 ? unit : `${String(count)} ${unit}s`;
}
