/**
 * Pipes with a name, for a moment. Node gives its children socket pairs, which cannot be opened again: a job's
 * `echo > /dev/stdout` fails on them.
 */
import { spawn } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface NamedPipe {
  /** Does not block. */
  readonly reading: number;
  /** The same end, opened once more: blocks, for another process to read from. */
  readonly spare: number;
  readonly writing: number;
}

const longestWaitMs = 50;
const pauseMs = 0.2;

/**
 * Makes as many pipes while this process goes on; the returned function opens them.
 * @returns null if this system or its temporary directory cannot provide them.
 */
export function orderPipes(count: number): () => readonly NamedPipe[] | null {
  if (count === 0) return () => [];
  try {
    const directory = mkdtempSync(join(tmpdir(), 'vigilmon-run-'));
    const names = Array.from({ length: count }, (_, at) => join(directory, String(at)));
    const maker = spawn('mkfifo', ['-m', '600', ...names], { stdio: 'ignore' });
    maker.once('error', () => undefined).unref();
    const isPossible = maker.pid !== undefined;
    return () => {
      const opened = isPossible && haveAppeared(names) ? openAll(names) : null;
      removeDirectory(directory);
      return opened;
    };
  } catch {
    return () => null;
  }
}

function haveAppeared(names: readonly string[]): boolean {
  const untilMs = performance.now() + longestWaitMs;
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (!names.every((name) => existsSync(name))) {
    if (performance.now() > untilMs) return false;
    Atomics.wait(never, 0, 0, pauseMs);
  }
  return true;
}

function openAll(names: readonly string[]): readonly NamedPipe[] | null {
  const opened: NamedPipe[] = [];
  try {
    for (const name of names) opened.push(openPipe(name));
    return opened;
  } catch {
    opened.forEach(closePipe);
    return null;
  }
}

/** Opening a side of a pipe waits for the other one, except the first with O_NONBLOCK. */
function openPipe(name: string): NamedPipe {
  const reading = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  const writing = openSync(name, constants.O_WRONLY);
  return { reading, writing, spare: openSync(name, constants.O_RDONLY) };
}

function closePipe({ reading, spare, writing }: NamedPipe): void {
  for (const fd of [reading, spare, writing]) closeSync(fd);
}

function removeDirectory(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    return; // the system empties its temporary directory
  }
}
