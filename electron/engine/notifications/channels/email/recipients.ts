/**
 * Each recipient of a mail counts by itself: one that accepted the mail or was permanently refused is settled and not
 * asked again, and the deferred ones are retried alone. The mail is accepted once all are settled and one has it. Pure.
 */
import { said, type SettledRecipients } from '../../../../contract/delivery-answer.ts';
import type { SendResult } from '../channel.ts';

export interface RejectedRecipient {
  /** In lower case. */
  readonly address: string;
  readonly code: number;
  readonly response: string;
}

export interface Replies {
  readonly earlier: SettledRecipients;
  /** In lower case. */
  readonly accepted: readonly string[];
  readonly rejected: readonly RejectedRecipient[];
  /** The response to the whole mail. */
  readonly text: string;
}

export const noneSettled: SettledRecipients = { accepted: [], refused: [] };

export function resultOfRecipients({ earlier, accepted, rejected, text }: Replies): SendResult {
  const refusals = rejected.filter(({ code }) => isPermanent(code));
  const deferrals = rejected.filter(({ code }) => !isPermanent(code));
  const settled = {
    accepted: [...earlier.accepted, ...accepted],
    refused: [...earlier.refused, ...refusals.map(({ address }) => address)],
  };
  const hasRefused = settled.refused.length > 0;
  const [deferral] = deferrals;
  if (deferral !== undefined) {
    if (settled.accepted.length === 0 && !hasRefused) return { outcome: 'retry', answer: said(deferral.response) };
    const deferred = deferrals.map(({ address }) => address).join(', ');
    const facts = { ...settled, text, deferred, why: deferral.response };
    const isPartlyAccepted = accepted.length > 0;
    return { outcome: 'retry', answer: { code: 'partly-deferred', facts }, hasRefused, isPartlyAccepted };
  }
  const why = refusals[0]?.response ?? null;
  if (settled.accepted.length === 0) return { outcome: 'refused', answer: said(why ?? text) };
  if (!hasRefused) return { outcome: 'accepted', answer: said(text) };
  const facts = { text, rejected: settled.refused.join(', '), why };
  return { outcome: 'accepted', answer: { code: 'partly-accepted', facts }, hasRefused };
}

/**
 * 552 to a recipient is a full mailbox or too many recipients, and counts as temporary (RFC 5321, 4.5.3.1.10); 503 is
 * about the session.
 */
function isPermanent(code: number): boolean {
  return code >= 500 && code !== 552 && code !== 503;
}
