/** What `vigilmon discover` finds on this computer. */

/** As a heartbeat takes it; null: it cannot be read, or there is none. */
export interface FoundSchedule {
  readonly cron: string | null;
  /** Milliseconds. */
  readonly every: number | null;
  /** Null: this computer's. */
  readonly timezone: string | null;
}

export const jobSources = ['crontab', 'cron-folder', 'systemd', 'launchd', 'task-scheduler'] as const;
export type JobSource = (typeof jobSources)[number];

export interface FoundJob {
  readonly is: 'job';
  readonly source: JobSource;
  /** `/etc/cron.d/backup`, `backup.timer`. */
  readonly place: string;
  readonly name: string;
  readonly schedule: FoundSchedule;
  /** As the scheduler starts it. */
  readonly command: string;
  /** In front of the command in a line of cron; null: it is no such line. */
  readonly lead: string | null;
  /** Runs as this user, whose Vigilmon knows the token. */
  readonly isOwn: boolean;
}

export interface FoundService {
  readonly is: 'service';
  readonly source: 'port' | 'container';
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** It responds to HTTP. */
  readonly isHttp: boolean;
}

export type Found = FoundJob | FoundService;

const interpreter = /^(?:.*\/)?(?:sh|bash|zsh|env|nice|ionice|python[\d.]*|node|perl|ruby|php)$/;
/** They come before the job itself. */
const preparation = /^(?:cd|test|\[|\.|source|export|sleep|true)$/;

/**
 * `/usr/local/bin/nightly-backup.sh --all` is `nightly-backup`; of `python3 /srv/report.py` it is `report`, and of
 * `cd /srv && ./sync` it is `sync`.
 */
export function jobName(command: string): string {
  const programs = command.split(/&&|\|\||;/).map(programOf);
  const program = programs.find((one) => one !== '' && !preparation.test(one)) ?? '';
  const base =
    program
      .replace(/["'(){}]/g, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  return base.replace(/\.(?:sh|py|js|ts|pl|rb|php|exe|bat|ps1)$/i, '') || 'job';
}

function programOf(command: string): string {
  const words = command.split(/\s+/).filter((word) => word !== '' && !/^\w+=/.test(word));
  const [first = ''] = words;
  const script = interpreter.test(first) ? words.slice(1).find((word) => !word.startsWith('-')) : undefined;
  return script ?? first;
}
