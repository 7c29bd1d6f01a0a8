/** The spool of the data directory: keeps pings that could not be delivered, and delivers them later, in their order. */
import { errorCode } from '../../host/data-directory.ts';
import { spooledPings, spoolPing, type SpooledPing } from '../../host/ping-spool.ts';
import type { Terminal } from '../terminal.ts';
import { originOf } from './ping-target.ts';
import type { CliWords } from './usage.ts';
import { sendPing } from './send-ping.ts';

/** Never rejects: what cannot be read or sent stays spooled. */
export async function deliverSpool(
  dataDirectory: string,
  words: CliWords['ping'],
  stopped?: AbortSignal,
): Promise<void> {
  /** Not tried again. */
  const unreachable = new Set<string>();
  try {
    for (const { ping, remove } of spooledPings(dataDirectory)) {
      const origin = originOf(ping, dataDirectory);
      if (unreachable.has(origin)) continue;
      const answer = await sendPing({ url: origin + ping.path, body: ping.body, words, stopped });
      if (answer.is === 'unreached') unreachable.add(origin);
      else remove();
    }
  } catch {
    // The directory cannot be read: whoever owns it collects them.
  }
}

/** Spools the ping, and says so, or that it is lost. @returns whether it is spooled. */
export function keepPing(
  ping: SpooledPing,
  problem: string,
  { dataDirectory, terminal }: { readonly dataDirectory: string; readonly terminal: Pick<Terminal, 'err' | 'wording'> },
): boolean {
  const words = terminal.wording.cli.ping;
  try {
    spoolPing(dataDirectory, ping);
    terminal.err(`vigilmon: ${words.kept(problem)}`);
    return true;
  } catch (error) {
    terminal.err(`vigilmon: ${words.lost(problem, errorCode(error))}`);
    return false;
  }
}
