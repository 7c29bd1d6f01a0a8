/** Windows' scheduled tasks and listening ports, from PowerShell as JSON, which is the same in every language. Pure. */
import { z } from 'zod';
import type { FoundSchedule } from '../../contract/model/discovery.ts';
import { byCron, combined, noSchedule, type JobCandidate } from './candidate.ts';
import type { Listening } from './listening.ts';
import { parseJson } from './parse-json.ts';

/** A trigger of a day or a week, or one that repeats (`PT15M`). */
const trigger = z.object({
  StartBoundary: z.string().nullish(),
  DaysInterval: z.number().nullish(),
  WeeksInterval: z.number().nullish(),
  DaysOfWeek: z.number().nullish(),
  Interval: z.string().nullish(),
});
const task = z.object({
  TaskName: z.string(),
  TaskPath: z.string(),
  Execute: z.string().nullish(),
  Arguments: z.string().nullish(),
  Triggers: z.unknown(),
});
const wrapped = z.object({ value: z.array(z.unknown()), Count: z.number() });

/**
 * PowerShell 5.1 may print a list as `{"value": [...], "Count": 2}`, and one object without the list. What cannot be read
 * hides nothing else.
 */
function listOf<T>(schema: z.ZodType<T>, printed: unknown): readonly T[] {
  const all = wrapped.safeParse(printed).data?.value ?? printed;
  return [all].flat().flatMap((one) => {
    const parsed = schema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

/** PowerShell 5.1 comes with Windows, has no `-AsArray`, and prints in the code page of the system's language. */
const asJson = (depth: number, found: string): string =>
  `[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false); ConvertTo-Json -Depth ${String(depth)} -InputObject @(${found})`;

const triggers = [
  'StartBoundary = $_.StartBoundary',
  'DaysInterval = $_.DaysInterval',
  'WeeksInterval = $_.WeeksInterval',
  'DaysOfWeek = $_.DaysOfWeek',
  'Interval = $_.Repetition.Interval',
].join('; ');
const tasks = [
  'TaskName = $_.TaskName',
  'TaskPath = $_.TaskPath',
  'Execute = @($_.Actions)[0].Execute',
  'Arguments = @($_.Actions)[0].Arguments',
  `Triggers = @($_.Triggers | ForEach-Object { [pscustomobject]@{${triggers}} })`,
].join('; ');
const isOfSomebody = String.raw`$_.State -ne 'Disabled' -and $_.TaskPath -notlike '\Microsoft\*'`;

export const tasksScript = asJson(
  4,
  `Get-ScheduledTask | Where-Object { ${isOfSomebody} } | ForEach-Object { [pscustomobject]@{${tasks}} }`,
);
export const listeningScript = asJson(2, 'Get-NetTCPConnection -State Listen | Select-Object LocalAddress, LocalPort');

export function parseTasks(json: string): readonly JobCandidate[] {
  return listOf(task, parseJson(json)).map(({ TaskName, TaskPath, Execute, Arguments, Triggers }): JobCandidate => {
    const command = [quoted(Execute ?? ''), Arguments ?? ''].filter((part) => part !== '').join(' ');
    const triggers = listOf(trigger, Triggers);
    const schedule = combined(triggers.map(scheduleOf));
    const times = triggers
      .map(timesOf)
      .filter((one) => one !== '')
      .join(', ');
    const place = TaskPath + TaskName;
    const found = { is: 'job', source: 'task-scheduler', place, name: TaskName, schedule, times, command } as const;
    return { ...found, lead: null, shell: null, isOwn: true, text: command };
  });
}

/** The path of a program may have blanks there. */
function quoted(path: string): string {
  return path.includes(' ') && !path.includes('"') ? `"${path}"` : path;
}

/** `StartBoundary=2026-11-02T03:30:00 DaysInterval=2` */
function timesOf(given: z.infer<typeof trigger>): string {
  return Object.entries(given)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}=${String(value)}`]))
    .join(' ');
}

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function scheduleOf(given: z.infer<typeof trigger>): FoundSchedule {
  const { StartBoundary, DaysInterval, WeeksInterval, DaysOfWeek, Interval } = given;
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(Interval ?? '') ?? [];
  const every = ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60_000;
  if (every > 0) return { ...noSchedule, every };
  // Local time, or UTC. With another offset it stays where it is when summer time begins, which no zone does.
  const [, hour, minute, zone] = /T(\d\d):(\d\d):\d\d(?:\.\d+)?(Z?)$/.exec(StartBoundary ?? '') ?? [];
  if (hour === undefined || minute === undefined) return noSchedule;
  const timezone = zone === 'Z' ? 'UTC' : null;
  const at = `${String(Number(minute))} ${String(Number(hour))}`;
  // One bit for each weekday, Sunday first.
  const days7 = weekdays.filter((_, day) => ((DaysOfWeek ?? 0) & (1 << day)) !== 0);
  if (WeeksInterval === 1 && days7.length > 0) return byCron([`${at} * * ${days7.join(',')}`], timezone);
  return DaysInterval === 1 ? byCron([`${at} * * *`], timezone) : noSchedule;
}

const connection = z.object({ LocalAddress: z.string(), LocalPort: z.number().int() });

export function parseConnections(json: string): readonly Listening[] {
  return listOf(connection, parseJson(json)).map(({ LocalAddress: host, LocalPort: port }) => ({ host, port }));
}
