/** crontab(5): the jobs of a user's crontab, or of a system one, where a user stands in front of the command. Pure. */
import { jobName, type FoundJob, type JobSource } from './candidate.ts';

export interface CrontabFile {
  readonly source: JobSource;
  readonly place: string;
  readonly text: string;
  /** The sixth field names the user. */
  readonly hasUser: boolean;
  readonly user: string;
}

const atEvent = '@reboot';

export function parseCrontab({ source, place, text, hasUser, user }: CrontabFile): readonly FoundJob[] {
  let timezone: string | null = null;
  const jobs: FoundJob[] = [];
  for (const line of text.split('\n').map((given) => given.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const zone = /^CRON_TZ\s*=\s*["']?([^"'\s]+)/.exec(line)?.[1];
    if (zone !== undefined) timezone = zone;
    const [, times, rest] = /^(@\w+|(?:[\d*,/A-Za-z~-]+\s+){4}[\d*,/A-Za-z~#L-]+)\s+(\S.*)$/.exec(line) ?? [];
    if (times === undefined || rest === undefined || times === atEvent) continue;
    const [, owner = user, command = rest] = hasUser ? (/^(\S+)\s+(\S.*)$/.exec(rest) ?? []) : [];
    const cron = times.replace(/\s+/g, ' ');
    const lead = hasUser ? `${times} ${owner}` : times;
    const schedule = { cron: cron.includes('~') ? null : cron, every: null, timezone };
    jobs.push({ is: 'job', source, place, name: jobName(command), schedule, command, lead, isOwn: owner === user });
  }
  return jobs;
}

/** Characters by which a shell does more than run one program. */
const shellWork = /[;&|<>(){}`]|^\s*(?:\w+=|!|cd\s)/;

/**
 * The command under `vigilmon run`. cron ends it at the first `%` that is not escaped; what follows is the job's input, and
 * stays behind it.
 */
export function underRun(command: string, target: string): string {
  const end = /(?<!\\)%/.exec(command)?.index ?? command.length;
  const job = command.slice(0, end).trim();
  const wrapped = shellWork.test(job) ? `sh -c '${job.replaceAll("'", String.raw`'\''`)}'` : job;
  return `vigilmon run ${target} -- ${wrapped}${command.slice(end)}`;
}
