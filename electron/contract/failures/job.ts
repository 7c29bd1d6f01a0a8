/** Jobs that ping, and commands that a check runs. */
import type { NoFacts } from '../coded.ts';
import type { ErrorCode, KindsOf } from './facts.ts';

export interface JobFailures {
  readonly 'missed-ping': { readonly silentMs: number; readonly everyMs: number };
  /** Of a schedule with fixed times. */
  readonly 'missed-run': { readonly overdueMs: number };
  readonly 'not-started': { readonly withinMs: number };
  readonly overrun: { readonly runningMs: number; readonly withinMs: number };
  /** Null: the job reported the failure without a code. */
  readonly 'job-failed': { readonly exitCode: number | null };
  /** `text`: the beginning of its output; empty: it wrote none. */
  readonly 'command-reported': { readonly exitCode: number; readonly text: string };
  readonly 'command-timed-out': { readonly afterMs: number; readonly text: string };
  readonly 'command-not-started': { readonly program: string } & ErrorCode;
  readonly 'commands-not-allowed': NoFacts;
}

export const jobFailureKinds: KindsOf<JobFailures> = {
  'missed-ping': 'missed',
  'missed-run': 'missed',
  'not-started': 'missed',
  overrun: 'overrun',
  'job-failed': 'reported',
  'command-reported': 'command',
  'command-timed-out': 'timeout',
  'command-not-started': 'not-run',
  'commands-not-allowed': 'not-run',
};
