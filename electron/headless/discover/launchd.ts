/** launchd's agents, from `plutil -convert json -o - FILE`. Pure. */
import { z } from 'zod';
import { jobName, type FoundJob, type FoundSchedule } from './candidate.ts';

const count = z.number().int();
const calendar = z.object({
  Minute: count.optional(),
  Hour: count.optional(),
  Day: count.optional(),
  Month: count.optional(),
  Weekday: count.optional(),
});
const agent = z.object({
  Label: z.string(),
  Program: z.string().optional(),
  ProgramArguments: z.array(z.string()).optional(),
  StartInterval: count.optional(),
  StartCalendarInterval: z.union([calendar, z.array(calendar)]).optional(),
});

/** Null: not an agent that is started by time. */
export function parseAgent(json: string, place: string): FoundJob | null {
  const parsed = agent.safeParse(parseJson(json));
  if (!parsed.success) return null;
  const { Label, Program, ProgramArguments = [], StartInterval, StartCalendarInterval } = parsed.data;
  const schedule = scheduleOf(StartInterval, StartCalendarInterval);
  if (schedule === null) return null;
  const command = ProgramArguments.join(' ') || (Program ?? '');
  const name = Label.split('.').at(-1) ?? jobName(command);
  return { is: 'job', source: 'launchd', place, name, schedule, command, lead: null, isOwn: true };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a property list that JSON cannot express
  }
}

type Calendar = z.infer<typeof calendar>;

function scheduleOf(interval?: number, given?: Calendar | readonly Calendar[]): FoundSchedule | null {
  if (interval !== undefined) return { cron: null, every: interval * 1_000, timezone: null };
  if (given === undefined) return null;
  const [first, ...others] = Array.isArray(given) ? (given as readonly Calendar[]) : [given as Calendar];
  if (first === undefined) return null;
  // Several times are several lines; one is enough to say that the job runs.
  const cron = others.length > 0 ? null : lineOf(first);
  return { cron, every: null, timezone: null };
}

/** What is left out is any. */
function lineOf({ Minute, Hour, Day, Month, Weekday }: Calendar): string {
  return [Minute, Hour, Day, Month, Weekday].map((field) => (field === undefined ? '*' : String(field))).join(' ');
}
