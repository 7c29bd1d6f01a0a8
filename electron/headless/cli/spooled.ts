/** The spool of the data directory: keeps pings that could not be delivered, and delivers them later, in their order. */
import { errorCode } from '../../host/data-directory.ts';
import { spooledPings, spoolPing, type SpooledPing } from '../../host/ping-spool.ts';
import { originOf } from './ping-target.ts';
import { sendPing } from './send-ping.ts';

/** Never rejects: what cannot be read or sent stays spooled. */
export async function deliverSpool(dataDirectory: string, stopped?: Promise<void>): Promise<void> {
  /** Not tried again. */
  const unreachable = new Set<string>();
  try {
    for (const { ping, remove } of spooledPings(dataDirectory)) {
      const origin = originOf(ping, dataDirectory);
      if (unreachable.has(origin)) continue;
      const answer = await sendPing({ url: origin + ping.path, body: ping.body, stopped });
      if (answer.is === 'unreached' || answer.is === 'failed') unreachable.add(origin);
      else remove();
    }
  } catch {
    // The directory cannot be read: whoever owns it collects them.
  }
}

/** Spools the ping. @returns the system's code if that failed; null: it is spooled. */
export function keepPing(ping: SpooledPing, dataDirectory: string): string | null {
  try {
    spoolPing(dataDirectory, ping);
    return null;
  } catch (error) {
    return errorCode(error);
  }
}
