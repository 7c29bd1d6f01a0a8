/**
 * The program of the process in which names are looked up: a child process of plain Node, or a utility process of
 * Electron. It ends with its parent, by a signal because a normal exit waits for lookups that hang.
 */
import type { LookupReply, LookupRequest } from '../ports.ts';
import { systemLookup } from './system-lookup.ts';

/** https://www.electronjs.org/docs/latest/api/parent-port */
interface ParentPort {
  readonly on: (event: 'message', listener: (event: { readonly data: LookupRequest }) => void) => void;
  readonly postMessage: (reply: LookupReply) => void;
}

const { parentPort } = process as { readonly parentPort?: ParentPort };

if (parentPort !== undefined) {
  parentPort.on('message', ({ data }) => systemLookup(data, (reply) => parentPort.postMessage(reply)));
} else {
  process.on('message', (request) => {
    systemLookup(request as LookupRequest, (reply) => process.send?.(reply));
  });
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // A terminal sends these to the whole group; the parent decides when lookups end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
}
