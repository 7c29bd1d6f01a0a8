/**
 * `vigilmon ping TOKEN-OR-URL`: sends one ping. A token alone goes to the Vigilmon that runs on the data directory, else
 * to the default address. Spooled pings go first. A ping that a running Vigilmon cannot record is spooled.
 */
import type { Terminal } from '../terminal.ts';
import type { PingSignal } from './arguments.ts';
import { originOf, parseTarget, understandsTime, withQuery } from './ping-target.ts';
import { sendPing } from './send-ping.ts';
import { deliverSpool, keepPing } from './spooled.ts';

export interface PingOptions {
  readonly target: string;
  readonly signal: PingSignal;
  readonly dataDirectory: string;
}

/** @returns 0 if it was accepted or spooled. */
export async function ping({ target, signal, dataDirectory }: PingOptions, terminal: Terminal): Promise<number> {
  const { out, err, wording } = terminal;
  const words = wording.cli;
  const parsed = parseTarget(target);
  if (parsed === null) {
    err(`vigilmon: ${words.mistakes.target}`);
    return 1;
  }
  await deliverSpool(dataDirectory, words.ping);
  const at = Date.now();
  const path = withQuery(parsed, signal, understandsTime(parsed) ? { at: String(at) } : {});
  const answer = await sendPing({ url: originOf(parsed, dataDirectory) + path, body: '', words: words.ping });
  if (answer.is === 'unreached' && answer.isNotRecorded) {
    const isKept = keepPing({ at, origin: parsed.origin, path, body: '' }, answer.problem, { dataDirectory, terminal });
    return isKept ? 0 : 1;
  }
  if (answer.is === 'taken') out(answer.text);
  else err(`vigilmon: ${answer.problem}`);
  return answer.is === 'taken' ? 0 : 1;
}
