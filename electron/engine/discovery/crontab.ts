/** crontab(5): the jobs of a user's crontab, or of a system one, where a user precedes the command. Pure. */
import type { JobSource } from '../../contract/model/discovery.ts';
import { byCron, jobName, longestLine, noSchedule, type JobCandidate } from './candidate.ts';

interface CrontabFile {
  readonly source: JobSource;
  readonly place: string;
  readonly text: string;
  /** The sixth field names the user. */
  readonly hasUser: boolean;
  readonly user: string;
}

const atEvent = '@reboot';
/** A dash in front keeps the line out of the system's log. */
const entry = /^(-?(@\w+|(?:[\d*,/A-Za-z~-]+\s+){4}[\d*,/A-Za-z~#L-]+))\s+(\S.*)$/;

/** Without comments, and without lines that are too long or binary. */
function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && line.length <= longestLine && !isBinary(line));
}

function isBinary(line: string): boolean {
  // eslint's rule against control characters is for those typed by mistake.
  return Array.from(line).some((character) => character < ' ' && character !== '\t');
}

export function parseCrontab({ source, place, text, hasUser, user }: CrontabFile): readonly JobCandidate[] {
  let timezone: string | null = null;
  let program = 'sh';
  const jobs: JobCandidate[] = [];
  for (const line of linesOf(text)) {
    const zone = /^CRON_TZ\s*=\s*["']?([^"'\s]+)/.exec(line)?.[1];
    if (zone !== undefined) timezone = zone;
    program = /^SHELL\s*=\s*["']?([^"'\s]+)/.exec(line)?.[1]?.replace(/^\/bin\/sh$/, 'sh') ?? program;
    const [, before, plain, rest] = entry.exec(line) ?? [];
    if (before === undefined || plain === undefined || rest === undefined || plain === atEvent) continue;
    const [, owner = user, command = rest] = hasUser ? (/^(\S+)\s+(\S.*)$/.exec(rest) ?? []) : [];
    const times = plain.replace(/^-/, '').replace(/\s+/g, ' ');
    const schedule = byCron([times], timezone);
    const lead = hasUser ? `${before} ${owner}` : before;
    const name = jobName(command);
    const isOwn = owner === user;
    const shell = { program, takesInput: true };
    jobs.push({ is: 'job', source, place, name, schedule, times, command, lead, shell, isOwn, text: command });
  }
  return jobs;
}

const dayMs = 86_400_000;
const periods: Readonly<Record<string, number>> = { '@daily': 1, '@weekly': 7, '@monthly': 31, '@yearly': 366 };

/** anacrontab(5): period in days, delay in minutes, name of the job, command. */
export function parseAnacrontab(text: string, place: string): readonly JobCandidate[] {
  return linesOf(text).flatMap((line): readonly JobCandidate[] => {
    const [, period = '', minutes = '', name = '', command = ''] =
      /^(\d+|@\w+)\s+(\d+)\s+(\S+)\s+(\S.*)$/.exec(line) ?? [];
    const days = periods[period] ?? Number(period);
    if (name === '') return [];
    const every = days >= 1 && days <= 366 ? days * dayMs : null;
    const schedule = { ...noSchedule, every, delay: Number(minutes) * 60_000 };
    const lead = `${period} ${minutes} ${name}`;
    const shell = { program: 'sh', takesInput: false };
    const job = { is: 'job', source: 'anacron', place, name, schedule, times: period, command, lead, shell } as const;
    return [{ ...job, isOwn: false, text: command }];
  });
}
