/**
 * Cron lines as people have them: the five fields of crontab, six with seconds first, `@daily` and the like, Quartz (`?`,
 * Sunday is 1) and systemd's OnCalendar. The last two are translated into cron, or refused with what cron cannot express.
 * Whether the result is a valid line is for the engine to say.
 */
import { problem, type Problem } from './problems.ts';

type TranslatedCron = { readonly line: string } | { readonly problem: Problem };

const cronFieldNames = ['minute', 'hour', 'day', 'month', 'weekday'] as const;
const most = { second: 59, minute: 59, hour: 23, day: 31, month: 12, weekday: 7 } as const;
type FieldName = keyof typeof most;

const shorthands: Readonly<Record<string, string>> = {
  minutely: '* * * * *',
  hourly: '0 * * * *',
  daily: '0 0 * * *',
  weekly: '0 0 * * 1',
  monthly: '0 0 1 * *',
  quarterly: '0 0 1 1,4,7,10 *',
  semiannually: '0 0 1 1,7 *',
  yearly: '0 0 1 1 *',
  annually: '0 0 1 1 *',
};
const nicknames: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/** A translated line stays as it is. */
export function translateCron(text: string): TranslatedCron {
  const line = text.trim().replace(/\s+/g, ' ');
  const word = line.toLowerCase();
  const known = shorthands[word] ?? nicknames[word];
  if (known !== undefined) return { line: known };
  if (word.startsWith('@')) return { problem: problem('cron-at-event') };
  if (/\d:|\*:|:\d|:\*/.test(line)) return fromCalendar(line);
  const fields = line.split(' ');
  const isQuartz = fields.length >= 6 && (fields.length === 7 || fields.includes('?'));
  return isQuartz ? fromQuartz(fields) : { line };
}

function fromQuartz([
  second = '',
  minute = '',
  hour = '',
  day = '',
  month = '',
  weekday = '',
  year = '*',
]: readonly string[]): TranslatedCron {
  if (year !== '*') return { problem: problem('cron-with-year') };
  // Sunday is 1; the number behind # counts weeks.
  const weekdays = weekday.replace(
    /(^|[,-])([1-7])(?=$|[,\-#L/])/g,
    (_, before: string, day: string) => before + String(Number(day) - 1),
  );
  return {
    line: joined({
      second: stepped(second, 'second'),
      minute: stepped(minute, 'minute'),
      hour: stepped(hour, 'hour'),
      day: stepped(day, 'day').replace('?', '*'),
      month: stepped(month, 'month'),
      weekday: weekdays.replace('?', '*'),
    }),
  };
}

const weekdayToken = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:(?:\.\.|,|-)(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)*$/i;
const calendarPart = /^(?:\*|\d+(?:\.\.\d+)?)(?:\/\d+)?(?:,\d+(?:\.\.\d+)?(?:\/\d+)?)*$/;

/** systemd.time(7): `Mon..Fri *-*-* 03:00:00`. */
function fromCalendar(text: string): TranslatedCron {
  const tokens = text.split(' ');
  const weekday = weekdayToken.test(tokens[0] ?? '') ? tokens.shift() : undefined;
  const date = tokens[0]?.includes(':') === false ? tokens.shift() : '*-*';
  const [time = '', ...rest] = tokens;
  if (rest.length > 0) return { problem: problem('calendar-not-cron') };
  const dateParts = (date ?? '').split('-');
  const [year, month, day] = dateParts.length === 2 ? ['*', ...dateParts] : dateParts;
  const [hour, minute, second = '0', ...more] = time.split(':');
  const parts = [month, day, hour, minute, second];
  if (year !== '*' || more.length > 0 || parts.some((part) => part === undefined || !calendarPart.test(part))) {
    return { problem: problem('calendar-not-cron') };
  }
  const field = (part: string | undefined, name: FieldName): string =>
    stepped((part ?? '*').replaceAll('..', '-').replace(/\b0+(?=\d)/g, ''), name);
  const names = weekday?.replaceAll('..', '-').replace(/[a-z]+/gi, (name) => name.slice(0, 3).toUpperCase()) ?? '*';
  return {
    line: joined({
      second: field(second, 'second'),
      minute: field(minute, 'minute'),
      hour: field(hour, 'hour'),
      day: field(day, 'day'),
      month: field(month, 'month'),
      // Both have to fit there; in cron either does, unless the weekday has a plus.
      weekday: weekday !== undefined && day !== '*' ? `+${names}` : names,
    }),
  };
}

/** `5/15` is `5-59/15` in cron. */
function stepped(field: string, name: FieldName): string {
  return field.replace(/(^|,)(\d+)\/(\d+)/g, (_, before: string, from: string, step: string) => {
    return `${before}${from}-${String(most[name])}/${step}`;
  });
}

function joined({ second, minute, hour, day, month, weekday }: Readonly<Record<FieldName, string>>): string {
  const line = [minute, hour, day, month, weekday].join(' ');
  return second === '0' ? line : `${second} ${line}`;
}

/** The fields of a plain line, for reading it out. */
export interface CronTimes {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly day: string;
  readonly month: string;
  /** From 0, Sunday; null: any. */
  readonly weekdays: readonly number[] | null;
}

const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Null: a line with seconds, or with anything else than numbers, lists, ranges and steps in its times. */
export function cronTimes(line: string): CronTimes | null {
  const fields = line.split(' ');
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  if (fields.length !== cronFieldNames.length) return null;
  const minutes = numbersIn(minute, 0, most.minute);
  const hours = numbersIn(hour, 0, most.hour);
  const named = weekdayNames.reduce(
    (text, name, number) => text.replaceAll(name, String(number)),
    weekday.toUpperCase(),
  );
  const weekdays = named === '*' ? null : numbersIn(named, 0, most.weekday)?.map((number) => number % 7);
  if (minutes === null || hours === null || weekdays === undefined) return null;
  return { minutes, hours, day, month, weekdays: weekdays === null ? null : ascending(weekdays) };
}

function numbersIn(field: string, first: number, last: number): readonly number[] | null {
  const found: number[] = [];
  for (const part of field.split(',')) {
    const [, from, to, step = '1'] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    if (!/^(?:\*|\d)/.test(part) || Number(step) === 0) return null;
    const begin = from === undefined ? first : Number(from);
    const end = from === undefined ? last : Number(to ?? from);
    if (begin > last || end > last || begin > end) return null;
    for (let number = begin; number <= end; number += Number(step)) found.push(number);
  }
  return ascending(found);
}

function ascending(numbers: readonly number[]): readonly number[] {
  return Array.from(new Set(numbers)).sort((a, b) => a - b);
}

const minuteMs = 60_000;
const dayMinutes = 1_440;

/** The shortest time between two runs on the same day or over midnight; null: one of the lines cannot be read out. */
export function shortestGap(lines: readonly string[]): number | null {
  const all = lines.map(cronTimes);
  const times = all.flatMap(
    (one) => one?.hours.flatMap((hour) => one.minutes.map((minute) => hour * 60 + minute)) ?? [],
  );
  const [first, ...others] = ascending(times);
  if (first === undefined || all.includes(null)) return null;
  const gaps = [...others, first + dayMinutes].map((time, index) => time - ([first, ...others][index] ?? 0));
  return Math.min(...gaps) * minuteMs;
}
