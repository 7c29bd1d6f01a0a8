/** Hands over the pings that earlier jobs had to leave behind, in their order, as far as somebody takes them. */
import { spooledPings } from '../../host/ping-spool.ts';
import { originOf } from './ping-target.ts';
import type { CliWords } from './usage.ts';
import { sendPing } from './send-ping.ts';

/** Never rejects: what cannot be read or sent goes on waiting. */
export async function deliverSpool(
  dataDirectory: string,
  words: CliWords['ping'],
  stopped?: AbortSignal,
): Promise<void> {
  /** Whoever did not answer once is not asked again. */
  const silent = new Set<string>();
  try {
    for (const { ping, remove } of spooledPings(dataDirectory)) {
      const origin = originOf(ping, dataDirectory);
      if (silent.has(origin)) continue;
      const answer = await sendPing({ url: origin + ping.path, body: ping.body, words, stopped });
      if (answer.is === 'unreached') silent.add(origin);
      else remove();
    }
  } catch {
    // The directory cannot be read: whoever owns it finds them there.
  }
}
