/**
 * A command that is run for somebody else: it has this process's input, its output passes through as it is, signals go
 * on to it, and its exit code comes back as a shell would tell it (128 + N where signal N ended it, 127 where there is
 * no such command, 126 where it cannot be run).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import type { CliWords } from './usage.ts';
import { tailOf } from './output-tail.ts';

export interface JobEnd {
  readonly code: number;
  readonly endedAt: number;
  /** The end of what it wrote to both streams, as text. */
  readonly tail: string;
  /** Why it could not be started; null: it ran. */
  readonly problem: string | null;
}

/** A job may leave something running that holds its output open; it is not waited for. */
const lastWordsMs = 1_000;
const passedOn: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
/** A terminal sends these to all that run in it; sent once more they would mean: at once. */
const sentByTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT']);

export function runJob(command: readonly string[], words: CliWords['job']): Promise<JobEnd> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'pipe'] });
  const tail = tailOf();
  passThrough(child.stdout, process.stdout, tail.add);
  passThrough(child.stderr, process.stderr, tail.add);
  const stopPassing = passSignals(child);
  return new Promise((resolve) => {
    const end = (code: number, endedAt: number, problem: string | null): void => {
      stopPassing();
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code, endedAt, tail: tail.text(), problem });
    };
    child.once('error', (error) => {
      const isMissing = 'code' in error && error.code === 'ENOENT';
      const problem = isMissing ? words.noSuchCommand(program) : error.message;
      end(isMissing ? 127 : 126, Date.now(), problem);
    });
    child.once('exit', (code, signal) => {
      const endedAt = Date.now();
      const shown = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
      const patience = setTimeout(() => end(shown, endedAt, null), lastWordsMs);
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
  // Whoever read it has gone: the job learns it as it would without us.
  to.once('error', () => from.destroy());
}

function passSignals(child: ChildProcess): () => void {
  const hasTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const pass = (signal: NodeJS.Signals): void => {
    if (!hasTerminal || !sentByTerminal.has(signal)) child.kill(signal);
  };
  for (const signal of passedOn) process.on(signal, pass);
  return () => {
    for (const signal of passedOn) process.off(signal, pass);
  };
}
