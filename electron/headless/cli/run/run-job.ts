/**
 * `vigilmon run TOKEN-OR-URL -- COMMAND`: runs a job and reports its start, its end, its exit code and the end of its
 * output. Whatever is wrong with the monitoring, the job runs and ends as if without it, and no later than 100 ms after
 * it would: the exit code is its own, and problems with pings are mentioned only in a terminal.
 */
import { errorCode } from '../../../host/data-directory.ts';
import type { Terminal } from '../../terminal.ts';
import type { PingSignal } from '../arguments.ts';
import { parseTarget } from '../ping-target.ts';
import type { Saying } from '../usage.ts';
import type { JobOutput } from './job-output.ts';
import { openJobReport, type JobReportOptions } from './job-report.ts';
import { startJob, type JobEnd } from './job.ts';
import { withHeading } from './output-tail.ts';
import { isOkCode, type RunOptions } from './run-options.ts';

export interface RunJobOptions {
  readonly target: string;
  readonly command: readonly string[];
  readonly dataDirectory: string;
  readonly options: RunOptions;
  /** In the command line of `run`. The report tells it too. */
  readonly mistake: Saying | null;
}

/** After the job's end: for what it left in its pipes, and for everything together. */
const drainMs = 40;
const patienceMs = 80;

export interface RunSurroundings {
  readonly openOutput: () => JobOutput;
  /** Whether a person reads stderr. */
  readonly isInteractive: boolean;
  /** Called when there is something to say. Null: its words are gone. */
  readonly openTerminal: () => Promise<Terminal | null>;
  readonly deliverLater: JobReportOptions['deliverLater'];
}

/** @returns the job's exit code. */
export async function runMonitored(order: RunJobOptions, surroundings: RunSurroundings): Promise<number> {
  const { command, options, mistake } = order;
  const { openOutput, isInteractive, openTerminal, deliverLater } = surroundings;
  const job = startJob({ command, output: openOutput(), timeoutMs: options.timeoutMs });
  const said: Promise<string>[] = [];
  // What is said about the monitoring is for people, not for a log of the job, and once is enough.
  const notice = (problem: Saying): void => {
    if (isInteractive && said.length === 0) said.push(say(problem, openTerminal));
  };
  const ignored: Saying | null = mistake === null ? null : (words) => words.job.ignored(mistake(words));
  if (ignored !== null) notice(ignored);
  const report = openReport(order, { notice, deliverLater });
  if (options.sendsStart) report?.add('/start', Date.now(), '');
  const end = await job.ended;
  const endedMs = performance.now();
  const output = await job.drain(drainMs);
  const problem = problemOf(end, order);
  const heading = [
    options.message,
    ignored === null ? '' : await wordsOf(ignored, openTerminal),
    problem === null ? '' : await say(problem, openTerminal),
  ].filter((line) => line !== '');
  report?.add(signalOf(end, options), end.endedAt, withHeading(heading, options.sendsOutput ? output : ''));
  const leftMs = Math.max(0, endedMs + patienceMs - performance.now());
  await report?.close(leftMs).catch((error: unknown) => notice(() => errorCode(error)));
  await Promise.all(said);
  await job.release();
  return end.code;
}

type ReportSurroundings = Pick<JobReportOptions, 'notice' | 'deliverLater'>;

/** Null: the target is none. */
function openReport({ target: text, dataDirectory, options }: RunJobOptions, given: ReportSurroundings) {
  const target = parseTarget(text);
  if (target !== null) return openJobReport({ target, dataDirectory, retries: options.retries, ...given });
  given.notice(({ mistakes }) => mistakes.target);
  return null;
}

function signalOf({ code, isTimedOut }: JobEnd, { okCodes }: RunOptions): PingSignal {
  const isOk = !isTimedOut && isOkCode(code, okCodes);
  if (code === 0) return isOk ? '/0' : '/fail';
  return isOk ? '' : `/${code}`;
}

/** @returns what was said; empty: there are no words. */
async function say(text: Saying, openTerminal: RunSurroundings['openTerminal']): Promise<string> {
  const said = await wordsOf(text, openTerminal);
  if (said !== '') (await openTerminal())?.err(`vigilmon: ${said}`);
  return said;
}

async function wordsOf(text: Saying, openTerminal: RunSurroundings['openTerminal']): Promise<string> {
  const terminal = await openTerminal();
  return terminal === null ? '' : text(terminal.wording.cli);
}

function problemOf({ code, startError, isTimedOut }: JobEnd, { command, options }: RunJobOptions): Saying | null {
  const [program = ''] = command;
  if (isTimedOut) return ({ job }) => job.timedOut(options.timeoutMs ?? 0);
  if (startError === null) return null;
  return ({ job }) => (code === 127 ? job.notFound(program) : job.cannotRun(program, startError));
}
