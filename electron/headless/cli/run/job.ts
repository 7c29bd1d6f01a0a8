/**
 * Runs the command of a job: it inherits this process's input, its output is as without us, signals are forwarded, and
 * its exit code is what a shell would report (128 + N if signal N ended it, 127 if there is no such command, 126 if it
 * cannot be run).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { errorCode } from '../../../host/data-directory.ts';
import type { JobOutput } from './job-output.ts';
import { forwardSignals } from './signals.ts';

export interface JobEnd {
  readonly code: number;
  /** Epoch milliseconds. */
  readonly endedAt: number;
  /** The system's code, if it could not be started. */
  readonly startError: string | null;
  readonly isTimedOut: boolean;
}

export interface Job {
  readonly ended: Promise<JobEnd>;
  /** After its end, for at most `patienceMs`. @returns the end of its output on both streams, as text. */
  readonly drain: (patienceMs: number) => Promise<string>;
  /** Lets go of streams and signals; resolves when all output that this process has read is written. */
  readonly release: () => Promise<void>;
}

interface JobOptions {
  readonly command: readonly string[];
  readonly output: JobOutput;
  /** Null: it may run as long as it likes. */
  readonly timeoutMs: number | null;
}

/** As of timeout(1). */
const timedOutCode = 124;
/** Between SIGTERM and SIGKILL. */
const graceMs = 10_000;

export function startJob({ command, output, timeoutMs }: JobOptions): Job {
  const [program = '', ...args] = command;
  let child: ChildProcess | null = null;
  const forwarding = forwardSignals((signal) => void child?.kill(signal));
  const ended = new Promise<JobEnd>((resolve) => {
    const cannotStart = (error: unknown): void => {
      const code = errorCode(error);
      resolve({ code: code === 'ENOENT' ? 127 : 126, endedAt: Date.now(), startError: code, isTimedOut: false });
    };
    try {
      child = spawn(program, args, { stdio: ['inherit', ...output.stdio] });
      child.once('error', cannotStart);
      const limit = timeoutMs === null ? null : limitTime(child, timeoutMs);
      child.once('exit', (code, signal) => {
        const isTimedOut = limit?.end() === true;
        const shown = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
        resolve({ code: isTimedOut ? timedOutCode : shown, endedAt: Date.now(), startError: null, isTimedOut });
      });
    } catch (error) {
      cannotStart(error);
    }
  });
  forwarding.observe(output.begin());
  return {
    ended,
    drain: output.drain,
    release() {
      forwarding.stop();
      return output.end();
    },
  };
}

/** @returns what ends it, and says whether the time was up. */
function limitTime(child: ChildProcess, timeoutMs: number): { readonly end: () => boolean } {
  let isUp = false;
  let timer = setTimeout(() => {
    isUp = true;
    child.kill('SIGTERM');
    timer = setTimeout(() => void child.kill('SIGKILL'), graceMs);
  }, timeoutMs);
  return {
    end() {
      clearTimeout(timer);
      return isUp;
    },
  };
}
