/** Jobs of the same company, which the demo runs. The names are made up. */
import type { MonitorInput } from '../../electron/contract/monitors/registry.ts';
import type { Pace } from './response-time.ts';

type HeartbeatInput = Extract<MonitorInput, { kind: 'heartbeat' }>;

export type JobEvent =
  | { readonly is: 'silent'; readonly agoMs: number; readonly forMs: number }
  | {
      readonly is: 'failing';
      readonly agoMs: number;
      readonly forMs: number;
      readonly exitCode: number;
      readonly log: string;
    };

export interface DemoJob {
  readonly input: Omit<HeartbeatInput, 'kind'> & { readonly id: string; readonly name: string };
  /** How often it runs, now and in its past; a demo has less patience than a company. */
  readonly everyMs: number;
  readonly pastEveryMs: number;
  readonly runTime: Pace;
  /** The body of its ping. */
  readonly log: (count: number) => string;
  readonly events: readonly JobEvent[];
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const jobId = 'invoice-mailer';

export const jobs: readonly DemoJob[] = [
  {
    input: {
      id: jobId,
      name: 'Invoice mailer',
      tags: ['jobs', 'payments'],
      schedule: { every: '15s' },
      grace: '15s',
    },
    everyMs: 15_000,
    pastEveryMs: 5 * minute,
    // Never long enough for the grace period of a run in progress to end.
    runTime: { quietMs: 1_900, busy: 0.8, noise: 0.3, slow: 0 },
    log: (count) => `${count} invoices sent, 0 failed\n`,
    events: [
      { is: 'silent', agoMs: 6 * day + 5 * hour, forMs: 47 * minute },
      {
        is: 'failing',
        agoMs: 3 * day + hour,
        forMs: 11 * minute,
        exitCode: 1,
        log: 'Traceback (most recent call last):\n  File "mailer.py", line 88, in send\nConnectionRefusedError: [Errno 111] smtp.example.com:587\n',
      },
    ],
  },
  {
    input: {
      id: 'search-reindex',
      name: 'Search reindex',
      severity: 'warning',
      tags: ['jobs', 'search'],
      schedule: { every: '1h' },
      grace: '10m',
    },
    everyMs: hour,
    pastEveryMs: hour,
    runTime: { quietMs: 46_000, busy: 0.6, noise: 0.15, slow: 0.02 },
    log: (count) => `indexed ${18_000 + count * 7} documents\n`,
    events: [{ is: 'silent', agoMs: 4 * day + 6 * hour, forMs: 3 * hour }],
  },
  {
    input: {
      id: 'daily-backup',
      name: 'Daily backup',
      tags: ['jobs', 'storage'],
      schedule: { every: '1d' },
      grace: '1h',
    },
    everyMs: day,
    pastEveryMs: day,
    runTime: { quietMs: 1_020_000, busy: 0.1, noise: 0.08, slow: 0 },
    log: (count) => `backup ok: ${41 + count} GiB in 3 volumes\n`,
    events: [{ is: 'silent', agoMs: 26 * day, forMs: day }],
  },
];

export function jobInput({ input }: DemoJob): MonitorInput {
  return { ...input, kind: 'heartbeat' };
}
