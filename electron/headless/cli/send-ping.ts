/** Sends one ping over HTTP. The URL contains the token, so messages repeat only its origin. */
import type { CliWords } from './usage.ts';
import { printable } from '../../contract/plain-text.ts';

export type PingAnswer =
  | { readonly is: 'taken'; readonly text: string }
  /** For good: a retry would not help. */
  | { readonly is: 'refused'; readonly problem: string }
  /** `isNotRecorded`: Vigilmon is there, but cannot record it (503). */
  | { readonly is: 'unreached'; readonly problem: string; readonly isNotRecorded: boolean };

const timeoutMs = 10_000;

export interface PingDelivery {
  readonly url: string;
  readonly body: string;
  readonly words: CliWords['ping'];
  readonly stopped?: AbortSignal | undefined;
}

export async function sendPing({ url, body, words, stopped }: PingDelivery): Promise<PingAnswer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = stopped === undefined ? timeout : AbortSignal.any([timeout, stopped]);
  try {
    const answer = await fetch(url, { method: 'POST', body, signal });
    const text = printable((await answer.text()).slice(0, 200));
    if (answer.ok) return { is: 'taken', text };
    const problem = words.refused(answer.status, text);
    if (answer.status < 500) return { is: 'refused', problem };
    return { is: 'unreached', problem, isNotRecorded: answer.status === 503 };
  } catch {
    return { is: 'unreached', problem: words.noResponse(new URL(url).origin), isNotRecorded: false };
  }
}
