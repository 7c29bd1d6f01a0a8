/**
 * Runs a program to its end, without a shell, in a process group of its own that is ended with the check. What it writes
 * is read to the end, so that it never blocks, but only the beginning is kept. Processes that it leaves behind with its
 * output open are ended too: nobody would read what they write.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants, homedir } from 'node:os';
import type { Readable } from 'node:stream';
import type { Cancel, Clock } from '../../ports.ts';
import { cancellable } from '../../transport/cancellable.ts';
import type { Deadline } from '../../transport/deadline.ts';
import { endTree } from './end-tree.ts';

/** More than is shown, so that a secret at the cut is complete when it is redacted. */
const maxOutputBytes = 16_384;
/** From the exit of the program to the end of its output. */
const drainMs = 250;

export interface Program {
  readonly words: readonly string[];
  readonly cwd: string | null;
  readonly env: Readonly<Record<string, string>>;
}

export interface Running {
  /** So far. */
  readonly output: () => Output;
  /** Rejects if the check has to end before, after the program has been ended. */
  readonly ended: (deadline: Deadline) => Promise<Ended>;
}

export interface Output {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** `error`: it could not be started; `ENOENT`. A signal is an exit code over 128, as shells report it. */
export type Ended = { readonly exitCode: number } | { readonly error: string };

export function runCommand({ words, cwd, env }: Program, clock: Pick<Clock, 'setTimer'>): Running {
  const [program = '', ...args] = words;
  const started = start(() =>
    spawn(program, args, {
      cwd: cwd ?? homedir(),
      env,
      shell: false,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  if ('error' in started) return { output: () => nothingWritten, ended: () => Promise.resolve(started) };
  const { child } = started;
  const [stdout, stderr] = [keepBeginning(child.stdout), keepBeginning(child.stderr)];
  return {
    output: () => ({ stdout: stdout(), stderr: stderr() }),
    ended: (deadline) => untilEnded(child, { deadline, clock }),
  };
}

const nothingWritten: Output = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };

/** Node throws some errors of the system, and emits others. */
function start<C extends ChildProcess>(spawned: () => C): { readonly child: C } | { readonly error: string } {
  try {
    return { child: spawned() };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { error: String(error.code) };
    throw error;
  }
}

interface Ending {
  readonly deadline: Deadline;
  readonly clock: Pick<Clock, 'setTimer'>;
}

function untilEnded(child: ChildProcess, { deadline, clock }: Ending): Promise<Ended> {
  return cancellable<Ended>(deadline, ({ resolve }) => {
    let cancelDrain: Cancel = () => undefined;
    let isClosed = false;
    let result: Ended | null = null;
    const finish = (): void => {
      if (result !== null) resolve(result);
    };
    child.once('error', (error) => {
      result ??= { error: 'code' in error ? String(error.code) : error.message };
      finish();
    });
    child.once('exit', (code, signal) => {
      result ??= { exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) };
      cancelDrain = clock.setTimer(drainMs, finish);
    });
    child.once('close', () => {
      isClosed = true;
      finish();
    });
    return () => {
      cancelDrain();
      if (!isClosed && child.pid !== undefined) endTree(child.pid);
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
  });
}

/** @returns what is kept so far. */
function keepBeginning(stream: Readable): () => Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    const room = maxOutputBytes - length;
    if (room <= 0) return;
    // A copy: a part would keep the whole chunk in memory.
    chunks.push(Buffer.from(chunk.subarray(0, room)));
    length += Math.min(room, chunk.length);
  });
  // It ends with the process.
  stream.on('error', () => undefined);
  return () => Buffer.concat(chunks);
}
