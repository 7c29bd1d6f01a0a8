/** The real headless host (dist/headless) as a process of its own, on a data directory and a port that a test may keep. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { connectHttp } from '../../electron/client/http-client.ts';
import type { Api } from '../../electron/contract/calls.ts';
import type { Result } from '../../electron/contract/result.ts';
import { clientWords } from './client-words.ts';

const program = resolve(import.meta.dirname, '../../dist/headless/vigilmon.cjs');
const announcement = /Vigilmon is running at (http:\/\/[^/\s]+)\/#token=(\S+)/;

export interface HostOptions {
  readonly dataDirectory: string;
  /** 0: any that is free. */
  readonly port?: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The network namespace to run in; `api` does not reach into it. */
  readonly namespace?: string;
}

export interface HeadlessHost {
  /** Without a path: `http://127.0.0.1:1234`. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** With the token: opens the window. */
  readonly pageUrl: string;
  readonly pid: number;
  readonly api: Api;
  /** Both streams, so far. */
  readonly output: () => string;
  /** SIGTERM; resolves with the exit code. */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL: nothing is flushed. */
  readonly kill: () => Promise<void>;
}

export async function startHost(options: HostOptions): Promise<HeadlessHost> {
  const { dataDirectory, port = 0, args = [], env = {}, namespace } = options;
  const within = namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace];
  const command = [...within, process.execPath, program, 'serve', '--data', dataDirectory, '--port', String(port)];
  const [first = process.execPath, ...rest] = command;
  const child = spawn(first, [...rest, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let output = '';
  const announced = new Promise<RegExpExecArray>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const match = announcement.exec(output);
        if (match !== null) resolve(match);
      });
    }
  });
  const ended = exited.then(([code]) => {
    throw new Error(`the host ended with ${String(code)} before it was running:\n${output}`);
  });
  const [line, url = '', token = ''] = await Promise.race([announced, ended]);
  ended.catch(() => undefined); // it may end now
  return {
    url,
    token,
    port: Number(new URL(url).port),
    pageUrl: line.slice(line.indexOf('http')),
    pid: child.pid ?? 0,
    api: connectHttp({ words: clientWords, baseUrl: url, token }).api,
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      return (await exited)[0];
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Where anything but an ok is a failure of the test. */
export async function valueOf<T>(call: Promise<Result<T>>): Promise<T> {
  const result = await call;
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `vigilmon ARGS`, to its end. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const child: ChildProcess = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...env } });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...texts };
}
