/** Windows' scheduled tasks and listening ports, from PowerShell as JSON, which is the same in every language. Pure. */
import { z } from 'zod';
import type { FoundJob, FoundSchedule } from './candidate.ts';
import type { Listening } from './listening.ts';

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
  Triggers: z.array(trigger).nullish(),
});

/** PowerShell 5.1 comes with Windows, and has no `-AsArray`. */
const asJson = (depth: number, found: string): string =>
  `ConvertTo-Json -Depth ${String(depth)} -InputObject @(${found})`;

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

export function parseTasks(json: string): readonly FoundJob[] {
  const parsed = z.array(task).safeParse(parseJson(json));
  if (!parsed.success) return [];
  return parsed.data.map(({ TaskName, TaskPath, Execute, Arguments, Triggers }): FoundJob => {
    const command = [Execute, Arguments].filter((part) => (part ?? '') !== '').join(' ');
    const [first, ...others] = Triggers ?? [];
    const schedule = first === undefined || others.length > 0 ? none : scheduleOf(first);
    const place = TaskPath + TaskName;
    return { is: 'job', source: 'task-scheduler', place, name: TaskName, schedule, command, lead: null, isOwn: true };
  });
}

const none: FoundSchedule = { cron: null, every: null, timezone: null };
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function scheduleOf({ StartBoundary, DaysInterval, WeeksInterval, DaysOfWeek, Interval }: z.infer<typeof trigger>) {
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(Interval ?? '') ?? [];
  const every = ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60_000;
  if (every > 0) return { ...none, every };
  const [, hour, minute] = /T(\d\d):(\d\d)/.exec(StartBoundary ?? '') ?? [];
  if (hour === undefined || minute === undefined) return none;
  const at = `${String(Number(minute))} ${String(Number(hour))}`;
  // One bit for each weekday, Sunday first.
  const days7 = weekdays.filter((_, day) => ((DaysOfWeek ?? 0) & (1 << day)) !== 0);
  if (WeeksInterval === 1 && days7.length > 0) return { ...none, cron: `${at} * * ${days7.join(',')}` };
  return DaysInterval === 1 ? { ...none, cron: `${at} * * *` } : none;
}

const connections = z.array(z.object({ LocalAddress: z.string(), LocalPort: z.number().int() }));

export function parseConnections(json: string): readonly Listening[] {
  const parsed = connections.safeParse(parseJson(json));
  return parsed.success ? parsed.data.map(({ LocalAddress: host, LocalPort: port }) => ({ host, port })) : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // nothing was printed
  }
}
