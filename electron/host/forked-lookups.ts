/** Looks names up in a child process of this Node. */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LookupReply, StartLookupHelper } from '../engine/ports.ts';

/** libuv gives half of its threads to lookups, which are to be 32 at once: UV_THREADPOOL_SIZE must be twice that. */
export const lookupEnvironment = { UV_THREADPOOL_SIZE: '64' } as const;

/** As seen from the bundle (dist/headless), or from the sources (electron/host). */
function helperFile(): string {
  const bundled = join(import.meta.dirname, '../lookups/lookup-helper.cjs');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, '../engine/lookups/lookup-helper.ts');
}

/** @param file of the helper; tests have their own. */
export function forkedLookups(file = helperFile()): StartLookupHelper {
  return ({ onReply, onEnded }) => {
    const env = { ...process.env, ...lookupEnvironment };
    const child = fork(file, [], { env, execArgv: [], stdio: 'ignore' });
    child.on('message', (reply) => onReply(reply as LookupReply));
    child.on('error', onEnded).on('exit', onEnded);
    child.unref();
    child.channel?.unref();
    return {
      ask: (request) => child.connected && child.send(request),
      end: () => child.kill('SIGKILL'),
    };
  };
}
