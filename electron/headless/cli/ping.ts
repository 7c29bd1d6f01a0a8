/**
 * `vigilmon ping TOKEN-OR-URL`: sends one ping. A token alone goes to the Vigilmon that runs on the data directory, else
 * to the default address. Spooled pings go first. A ping that a running Vigilmon cannot record is spooled.
 */
import type { Terminal } from '../terminal.ts';
import type { PingSignal } from './arguments.ts';
import { originOf, parseTarget, understandsTime, withQuery } from './ping-target.ts';
import { pingProblem, sendPing } from './send-ping.ts';
import { deliverSpool, keepPing } from './spooled.ts';

export interface PingOptions {
  readonly target: string;
  readonly signal: PingSignal;
  readonly dataDirectory: string;
}

/** The status of a running Vigilmon that cannot record anything. */
const notRecorded = 503;

/** @returns 0 if it was accepted or spooled. */
export async function ping({ target, signal, dataDirectory }: PingOptions, terminal: Terminal): Promise<number> {
  const { out, err, wording } = terminal;
  const words = wording.cli;
  const parsed = parseTarget(target);
  if (parsed === null) {
    err(`vigilmon: ${words.mistakes.target}`);
    return 1;
  }
  await deliverSpool(dataDirectory);
  const at = Date.now();
  const path = withQuery(parsed, signal, understandsTime(parsed) ? { at: String(at) } : {});
  const answer = await sendPing({ url: originOf(parsed, dataDirectory) + path, body: '' });
  if (answer.is === 'taken') {
    out(answer.text);
    return 0;
  }
  const problem = pingProblem(answer, words.ping);
  if (answer.is !== 'failed' || answer.status !== notRecorded) {
    err(`vigilmon: ${problem}`);
    return 1;
  }
  const lost = keepPing({ at, origin: parsed.origin, path, body: '' }, dataDirectory);
  err(`vigilmon: ${lost === null ? words.ping.kept(problem) : words.ping.lost(problem, lost)}`);
  return lost === null ? 0 : 1;
}
