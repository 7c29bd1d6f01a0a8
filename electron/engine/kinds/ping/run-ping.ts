/** Runs the system's `ping`, never through a shell; what it has written until then counts when its time is up. */
import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import type { Deadline } from '../../transport/deadline.ts';
import type { PingCommand } from './ping-command.ts';

export interface PingOutput {
  readonly output: string;
  readonly errors: string;
  /** Why it could not be started, `ENOENT`; null: it was. */
  readonly startError: string | null;
}

const maxOutput = 16_384;
const usualDirectories = ['/bin', '/usr/bin', '/sbin', '/usr/sbin'];

/** @param deadline ends the program. The promise is never rejected. */
export function runPing({ program, args }: PingCommand, deadline: Deadline): Promise<PingOutput> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const written = { output: '', errors: '' };
    const end = (startError: string | null): void => {
      unlisten();
      resolve({ ...written, startError });
    };
    const unlisten = deadline.onHalt(() => {
      child.kill('SIGKILL');
      end(null);
    });
    // Windows writes in the code page of its console, in which digits are digits as well.
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      written.output = (written.output + text).slice(0, maxOutput);
    });
    child.stderr.setEncoding('latin1').on('data', (text: string) => {
      written.errors = (written.errors + text).slice(0, maxOutput);
    });
    child.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.name));
    child.once('close', () => end(null));
  });
}

/** In English, as far as the system lets a program decide that. */
function environment(): NodeJS.ProcessEnv {
  const { PATH = '', SYSTEMROOT } = process.env;
  if (process.platform === 'win32') return { PATH, SYSTEMROOT };
  return { PATH: [PATH, ...usualDirectories].join(delimiter), LC_ALL: 'C' };
}
