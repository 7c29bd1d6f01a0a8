/** launchd agents and daemons, from `plutil -convert json -o - FILE`, which reads XML and binary property lists alike. Pure. */
import { z } from 'zod';
import type { FoundSchedule } from '../../contract/model/discovery.ts';
import { commandLine } from '../../contract/monitors/command-line.ts';
import { byCron, combined, jobName, noSchedule, type JobCandidate } from './candidate.ts';
import { parseJson } from './parse-json.ts';

const count = z.number().int().nonnegative();
const calendar = z.object({
  Minute: count.optional(),
  Hour: count.optional(),
  Day: count.optional(),
  Month: count.optional(),
  Weekday: count.optional(),
});
const agent = z.object({
  Label: z.string(),
  Disabled: z.boolean().optional(),
  Program: z.string().optional(),
  ProgramArguments: z.array(z.string()).optional(),
  StartInterval: count.optional(),
  StartCalendarInterval: z.union([z.array(calendar).max(400), calendar]).optional(),
});

interface AgentFile {
  readonly json: string;
  readonly place: string;
  /** Started for this user. */
  readonly isOwn: boolean;
}

/** Null: not an agent that is started by time. */
export function parseAgent({ json, place, isOwn }: AgentFile): JobCandidate | null {
  const parsed = agent.safeParse(parseJson(json));
  if (!parsed.success || parsed.data.Disabled === true) return null;
  const { Label, Program, ProgramArguments = [], StartInterval, StartCalendarInterval } = parsed.data;
  if (StartInterval === undefined && StartCalendarInterval === undefined) return null;
  const schedule = combined([...timesOf(StartCalendarInterval), everyOf(StartInterval)]);
  const command = commandLine(ProgramArguments) || (Program ?? '');
  const name = Label.split('.').at(-1) || jobName(command);
  const times = JSON.stringify({ StartInterval, StartCalendarInterval });
  const found = { is: 'job', source: 'launchd', place, name, schedule, times, command } as const;
  return { ...found, lead: null, shell: null, isOwn, text: json };
}

function everyOf(seconds: number | undefined): FoundSchedule {
  return { ...noSchedule, every: seconds === undefined || seconds === 0 ? null : seconds * 1_000 };
}

type Calendar = z.infer<typeof calendar>;

function timesOf(given: readonly Calendar[] | Calendar | undefined): readonly FoundSchedule[] {
  if (given === undefined) return [];
  const times: readonly Calendar[] = Array.isArray(given) ? given : [given as Calendar];
  return times.map((one) => byCron([lineOf(one)]));
}

/** What is left out is any. */
function lineOf({ Minute, Hour, Day, Month, Weekday }: Calendar): string {
  return [Minute, Hour, Day, Month, Weekday].map((field) => (field === undefined ? '*' : String(field))).join(' ');
}
