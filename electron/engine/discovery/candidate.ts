/** Jobs and services that a search found, before they are matched with the monitors. */
import type { FoundJob, FoundSchedule, FoundService } from '../../contract/model/discovery.ts';
import { cronProblem } from '../schedule/cron.ts';

/** What interprets the command of a job. */
export interface CommandShell {
  readonly program: string;
  /** Of cron: the first `%` that is not escaped ends the command, and begins its input. */
  readonly takesInput: boolean;
}

export interface JobCandidate extends FoundJob {
  /** What precedes the command in a crontab line; null: not a crontab line. */
  readonly lead: string | null;
  /** Null: none does, the command is a program with its arguments. */
  readonly shell: CommandShell | null;
  /** Runs as this user, whose Vigilmon knows the token. */
  readonly isOwn: boolean;
  /** Where its ping URL would be: the command, the whole unit, the script. */
  readonly text: string;
}

export type Candidate = JobCandidate | FoundService;

/** Of one search: more are noise, or an attack on the searcher. */
export const mostFiles = 500;
export const longestLine = 4_000;

export const noSchedule: FoundSchedule = { cron: [], every: null, timezone: null, delay: 0 };

/** Lines that a heartbeat would refuse are left out. */
export function byCron(lines: readonly string[], timezone: string | null = null): FoundSchedule {
  return { ...noSchedule, cron: lines.filter((line) => cronProblem(line) === null), timezone };
}

/** Several triggers of one job. Those that cannot be read only start it more often. */
export function combined(schedules: readonly FoundSchedule[]): FoundSchedule {
  const cron = schedules.flatMap((one) => one.cron);
  if (cron.length > 0) return { ...noSchedule, cron, timezone: schedules[0]?.timezone ?? null };
  return schedules.find(({ every }) => every !== null) ?? noSchedule;
}

const interpreter = /^(?:.*\/)?(?:sh|bash|zsh|env|nice|ionice|python[\d.]*|node|perl|ruby|php)$/;
/** They come before or after the job itself. */
const preparation = /^(?:cd|test|\[|\.|source|export|sleep|true|curl|wget|flock)$/;
/** What runs the job and pings for it. */
const pingingRunner = /^.*\b(?:vigilmon run|runitor)\b.*?\s--\s+/;

/**
 * `/usr/local/bin/nightly-backup.sh --all` is `nightly-backup`; of `python3 /srv/report.py` it is `report`, and of
 * `cd /srv && ./sync` it is `sync`.
 */
export function jobName(command: string): string {
  const programs = command
    .slice(0, longestLine)
    .replace(pingingRunner, '')
    .split(/&&|\|\||;/)
    .map(programOf);
  const program = programs.find((one) => one !== '' && !preparation.test(one)) ?? '';
  const base =
    program
      .replace(/["'(){}]/g, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  return base.replace(/\.(?:sh|py|js|ts|pl|rb|php|exe|bat|ps1)$/i, '') || 'job';
}

/** `then sync` and `! sync` are `sync`. */
const keyword = /^\s*(?:(?:if|then|else|do|while|until|!|\{|\()\s+)+/;

function programOf(command: string): string {
  const words = command
    .replace(keyword, '')
    .split(/\s+/)
    .filter((word) => word !== '' && !/^\w+=/.test(word));
  const [first = ''] = words;
  const script = interpreter.test(first) ? words.slice(1).find((word) => !word.startsWith('-')) : undefined;
  return script ?? first;
}
