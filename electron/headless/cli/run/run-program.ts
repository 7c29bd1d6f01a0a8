/** `vigilmon run` as a process of its own, which ends with the job's exit code. */
import { spawn } from 'node:child_process';
import { isatty } from 'node:tty';
import type { Terminal } from '../../terminal.ts';
import { parseArguments } from '../arguments.ts';
import { prepareJobOutput } from './job-output.ts';
import { runMonitored, type RunJobOptions } from './run-job.ts';

/** @returns false if the command line does not name a job to run. */
export async function runJobProgram(argv: readonly string[]): Promise<boolean> {
  const parsed = parseArguments(argv, process.env);
  if (!parsed.ok || parsed.value.is !== 'run') return false;
  process.exit(await runJob(parsed.value));
}

export async function runJob(order: RunJobOptions): Promise<number> {
  const openOutput = prepareJobOutput(order.options.sendsOutput);
  return runMonitored(order, {
    openOutput,
    isInteractive: isatty(2),
    openTerminal,
    deliverLater: () => deliverDetached(order.dataDirectory),
  });
}

async function openTerminal(): Promise<Terminal | null> {
  try {
    return (await import('./run-terminal.ts')).runTerminal;
  } catch {
    return null; // another version has replaced this one while the job ran
  }
}

/** Not a command: see vigilmon.ts. */
const deliveryArgument = '--deliver-spool';

function deliverDetached(dataDirectory: string): void {
  const [program = ''] = process.argv.slice(1);
  const argv = [...process.execArgv, program, deliveryArgument, dataDirectory];
  const child = spawn(process.execPath, argv, { detached: true, stdio: 'ignore' });
  child.once('error', () => undefined); // the next run delivers it
  child.unref();
}
