/** Programs of other projects, as tests run them: to their end, or until the test ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { isInstalled } from '../../build/distribution-programs.ts';

/** A test that needs programs. Where one is missing it is skipped, and says which; on CI it fails. */
export function testWith(...programs: readonly string[]) {
  const missing = programs.filter((program) => !isInstalled(program));
  const isSkipped = missing.length > 0 && process.env['CI'] === undefined;
  const note = isSkipped ? ` (skipped: ${missing.join(', ')} not installed)` : '';
  return (title: string, run: () => Promise<void>, timeoutMs?: number) => {
    test.skipIf(isSkipped)(`${title}${note}`, run, timeoutMs);
  };
}

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, input = '' }: { readonly cwd?: string; readonly input?: string } = {},
): Promise<Finished> {
  const child = spawn(program, args, { cwd });
  const closed = once(child, 'close');
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const texts = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  return { code: child.exitCode, output: texts.join('') };
}

export interface Running {
  readonly output: () => string;
}

/** It is killed when the test ends. Resolves once `readyUrl` responds with 200, or if it is `tcp:`, once it accepts. */
export async function startProgram(
  program: string,
  args: readonly string[],
  { cwd, readyUrl }: { readonly cwd: string; readonly readyUrl: string },
): Promise<Running> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part;
    });
  }
  await expect
    .poll(() => (child.exitCode === null ? isReady(new URL(readyUrl)) : output), { timeout: 25_000, interval: 100 })
    .toBe(true);
  return { output: () => output };
}

async function isReady(url: URL): Promise<boolean> {
  try {
    return url.protocol === 'tcp:' ? await accepts(url) : (await fetch(url)).status === 200;
  } catch {
    return false; // it is still starting
  }
}

async function accepts({ hostname, port }: URL): Promise<boolean> {
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.destroy();
  return true;
}
