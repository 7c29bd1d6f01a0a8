/** What a search of this computer finds, and the monitors that it offers for it. */
import type { MonitorInput } from '../monitors/registry.ts';

/** In the form that heartbeats use. Without lines and period: unreadable, or there is none. */
export interface FoundSchedule {
  readonly cron: readonly string[];
  /** Milliseconds. */
  readonly every: number | null;
  /** Null: this computer's. */
  readonly timezone: string | null;
  /** How much later the scheduler may start the job, in milliseconds. */
  readonly delay: number;
}

export const jobSources = ['crontab', 'cron-folder', 'anacron', 'systemd', 'launchd', 'task-scheduler'] as const;
export type JobSource = (typeof jobSources)[number];

export interface FoundJob {
  readonly is: 'job';
  readonly source: JobSource;
  /** `/etc/cron.d/backup`, `backup.timer`. */
  readonly place: string;
  readonly name: string;
  readonly schedule: FoundSchedule;
  /** What the schedule was read from: `0~59 3 * * *`, `OnCalendar=weekly`. Empty: it is not started by time. */
  readonly times: string;
  /** As the scheduler starts it. */
  readonly command: string;
}

export interface FoundService {
  readonly is: 'service';
  readonly source: 'port' | 'container';
  readonly name: string;
  readonly host: string;
  /** Null: a container that publishes none. */
  readonly port: number | null;
  /** It responds to HTTP. */
  readonly isHttp: boolean;
}

export type Found = FoundJob | FoundService;

export interface Offer {
  readonly found: Found;
  /** The name of the existing monitor; null: none. */
  readonly monitoredBy: string | null;
  /** The monitor to create; null: nothing to offer. */
  readonly monitor: MonitorInput | null;
  /** For the scheduler: the line of cron, or what is added to a unit or a script; null: nothing is changed. */
  readonly edited: string | null;
}

/** With its schedule in words, or as its scheduler has it if it is not supported; null: it has none. */
export type WordedOffer = Offer & { readonly schedule: string | null };
