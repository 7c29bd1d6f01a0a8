/** Looks names up in a utility process: the packaged program does not run as plain Node, so it cannot fork. */
import { utilityProcess } from 'electron';
import type { LookupReply, StartLookupHelper } from '../engine/ports.ts';
import { lookupEnvironment } from '../host/forked-lookups.ts';

/** @param file of the helper. */
export function utilityLookups(file: string): StartLookupHelper {
  return ({ onReply, onEnded }) => {
    const env = { ...process.env, ...lookupEnvironment };
    const child = utilityProcess.fork(file, [], { env, serviceName: 'vigilmon-lookups', stdio: 'ignore' });
    child.on('message', (reply: LookupReply) => onReply(reply));
    child.on('exit', onEnded);
    return { ask: (request) => child.postMessage(request), end: () => child.kill() };
  };
}
