/**
 * Runs the command of a job: it inherits this process's input, its output passes through unchanged, signals are
 * forwarded, and its exit code is what a shell would report (128 + N if signal N ended it, 127 if there is no such
 * command, 126 if it cannot be run).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { errorCode } from '../../host/data-directory.ts';
import type { CliWords } from './usage.ts';
import { tailOf } from './output-tail.ts';

export interface JobEnd {
  readonly code: number;
  readonly endedAt: number;
  /** The end of its output on both streams, as text. */
  readonly tail: string;
  /** Why it could not be started; null if it ran. */
  readonly problem: string | null;
}

/** How long to wait for output after the exit: a background child may hold the streams open. */
const drainMs = 1_000;
const forwarded: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
/** A terminal sends these to all its processes; a second one would mean "now". */
const sentByTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT']);

export function runJob(command: readonly string[], words: CliWords['job']): Promise<JobEnd> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'pipe'] });
  const tail = tailOf();
  passThrough(child.stdout, process.stdout, tail.add);
  passThrough(child.stderr, process.stderr, tail.add);
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve) => {
    const end = (code: number, endedAt: number, problem: string | null): void => {
      stopForwarding();
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code, endedAt, tail: tail.text(), problem });
    };
    child.once('error', (error) => {
      const code = errorCode(error);
      if (code === 'ENOENT') end(127, Date.now(), words.notFound(program));
      else end(126, Date.now(), words.cannotRun(program, code));
    });
    child.once('exit', (code, signal) => {
      const endedAt = Date.now();
      const shown = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
      const patience = setTimeout(() => end(shown, endedAt, null), drainMs);
      child.once('close', () => {
        clearTimeout(patience);
        end(shown, endedAt, null);
      });
    });
  });
}

function passThrough(from: Readable, to: Writable, note: (chunk: Buffer) => void): void {
  from.on('data', note);
  from.pipe(to, { end: false });
  // The reader has gone: the job gets the same error as without us.
  to.once('error', () => from.destroy());
}

function forwardSignals(child: ChildProcess): () => void {
  const hasTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const pass = (signal: NodeJS.Signals): void => {
    if (!hasTerminal || !sentByTerminal.has(signal)) child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, pass);
  return () => {
    for (const signal of forwarded) process.off(signal, pass);
  };
}
