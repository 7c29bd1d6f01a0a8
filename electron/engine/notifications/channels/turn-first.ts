/**
 * For services that can change a message: the recovery turns the first message about the outage into its end, and a
 * short message below announces it, since a change alone notifies nobody. A first message that cannot be changed (deleted, too old,
 * sent elsewhere) does not hold up the recovery, which is then sent in full. Repeating it changes nothing.
 */
import type { Message, SendResult } from './channel.ts';
import { isResolved } from './plain-body.ts';

export interface Turning {
  readonly change: (receipt: string) => Promise<SendResult>;
  readonly announce: (receipt: string) => Promise<SendResult>;
  /** The whole message. */
  readonly send: () => Promise<SendResult>;
}

export async function turnFirst(
  { first, payload }: Pick<Message, 'first' | 'payload'>,
  { change, announce, send }: Turning,
): Promise<SendResult> {
  if (first === undefined || !isResolved(payload.event)) return send();
  const changed = await change(first);
  if (changed.outcome === 'accepted') return announce(first);
  const mustRest = changed.outcome === 'retry' && changed.restMs !== undefined;
  return mustRest ? changed : send();
}

/** Adds the receipt of an accepted message. */
export function withReceipt(result: SendResult, receipt: unknown): SendResult {
  const isKnown = typeof receipt === 'string' || typeof receipt === 'number';
  return result.outcome === 'accepted' && isKnown ? { ...result, receipt: String(receipt) } : result;
}
