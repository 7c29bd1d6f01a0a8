/**
 * The program `vigilmon`, run from its sources as a process of its own; in the project `launcher`, the launcher of the
 * packages before them.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

const program = resolve(import.meta.dirname, '../../electron/headless/vigilmon.ts');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** `vigilmon ARGS`, to its end. */
export async function vigilmon(args: readonly string[], { env = {}, stdin = '' }: RunOptions = {}): Promise<Ended> {
  const child = spawn(...programCommand(args), { env: { ...process.env, ...env } });
  child.stdin.end(stdin);
  return endOf(child);
}

/** A line of the shell in which `vigilmon` is the program, and `$1` the first of the arguments. */
export function inShell(line: string, ...args: readonly string[]): Promise<Ended> {
  const known = `vigilmon() { '${process.execPath}' '${program}' "$@"; }`;
  return endOf(spawn('sh', ['-c', `${known}; ${line}`, 'sh', ...args]));
}

/** `vigilmon ARGS`, as `spawn` takes it. */
export function programCommand(args: readonly string[]): [string, string[]] {
  const launcher = process.env['VIGILMON_LAUNCHER'];
  return launcher === undefined ? [process.execPath, [program, ...args]] : [launcher, [...args]];
}

/** A line of the shell in which `job` runs a command under `vigilmon run ARGS`. */
export function jobLine(line: string, args: readonly string[], env: RunOptions['env'] = {}): Promise<Ended> {
  const [node, words] = programCommand(['run', ...args, '--']);
  const known = `job() { ${[node, ...words].map((word) => `'${word}'`).join(' ')} "$@"; }`;
  return endOf(spawn('sh', ['-c', `${known}; ${line}`], { env: { ...process.env, ...env } }));
}

async function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  return { code: child.exitCode, stdout, stderr };
}

export interface Served {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly pid: number;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Everything it said and its exit code, once it has ended. */
  readonly ended: Promise<Ended>;
}

/** `vigilmon serve ARGS`, once it is running. Killed at the end of the test if it is still there. */
export async function serveFor(args: readonly string[], { env = {} }: RunOptions = {}): Promise<Served> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...args], {
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
  const announced = new Promise<RegExpExecArray>((found) => {
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout += part;
      const match = /^Vigilmon is running at (http:\/\/[^/\s]+)\/#token=(\S+)$/m.exec(stdout);
      if (match !== null) found(match);
    });
  });
  const match = await Promise.race([announced, ended]);
  if (!Array.isArray(match)) throw new Error(`it ended before it was running: ${JSON.stringify(match)}`);
  const [, url = '', token = ''] = match;
  return {
    url,
    token,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    signal: (name) => void child.kill(name),
    ended,
  };
}
