/**
 * `vigilmon run TOKEN-OR-URL -- COMMAND`: runs a job and reports its start, its end, its exit code and the end of its
 * output. Whatever is wrong with the monitoring, the job runs and ends as if without it, and no later than 100 ms after
 * it would: the exit code is its own, and problems with pings are mentioned only in a terminal.
 */
import { errorCode } from '../../../host/data-directory.ts';
import type { Terminal } from '../../terminal.ts';
import type { Saying } from '../arguments.ts';
import { parseTarget } from '../ping-target.ts';
import type { JobOutput } from './job-output.ts';
import { openJobReport, type JobReportOptions } from './job-report.ts';
import { startJob, type JobEnd } from './job.ts';

export interface RunJobOptions {
  readonly target: string;
  readonly command: readonly string[];
  readonly dataDirectory: string;
  readonly sendsOutput: boolean;
}

/** After the job's end: for what it left in its pipes, and for everything together. */
const drainMs = 40;
const patienceMs = 80;

export interface RunSurroundings {
  readonly openOutput: () => JobOutput;
  /** Whether a person reads stderr. */
  readonly isInteractive: boolean;
  /** Called when there is something to say. */
  readonly openTerminal: () => Promise<Terminal>;
  readonly deliverLater: JobReportOptions['deliverLater'];
}

/** @returns the job's exit code. */
export async function runMonitored(options: RunJobOptions, surroundings: RunSurroundings): Promise<number> {
  const { command, dataDirectory, sendsOutput } = options;
  const { openOutput, isInteractive, openTerminal, deliverLater } = surroundings;
  const job = startJob(command, openOutput());
  const said: Promise<string>[] = [];
  // What is said about the monitoring is for people, not for a log of the job, and once is enough.
  const notice = (problem: Saying): void => {
    if (isInteractive && said.length === 0) said.push(say(problem, openTerminal));
  };
  const target = parseTarget(options.target);
  const report = target === null ? null : openJobReport({ target, dataDirectory, notice, deliverLater });
  if (report === null) notice(({ mistakes }) => mistakes.target);
  report?.add('/start', Date.now(), '');
  const end = await job.ended;
  const endedMs = performance.now();
  const tail = await job.drain(drainMs);
  const problem = problemOf(end, command);
  const problemText = problem === null ? null : await say(problem, openTerminal);
  report?.add(`/${end.code}`, end.endedAt, sendsOutput ? (problemText ?? tail) : '');
  const leftMs = Math.max(0, endedMs + patienceMs - performance.now());
  await report?.close(leftMs).catch((error: unknown) => notice(() => errorCode(error)));
  await Promise.all(said);
  await job.release();
  return end.code;
}

/** @returns what was said. */
async function say(text: Saying, openTerminal: () => Promise<Terminal>): Promise<string> {
  const { err, wording } = await openTerminal();
  const said = text(wording.cli);
  err(`vigilmon: ${said}`);
  return said;
}

function problemOf({ code, startError }: JobEnd, [program = '']: readonly string[]): Saying | null {
  if (startError === null) return null;
  return ({ job }) => (code === 127 ? job.notFound(program) : job.cannotRun(program, startError));
}
