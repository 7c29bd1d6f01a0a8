/** A ping as the listener hands it over: already parsed and capped, not yet matched to a monitor. */
import type { PingKind } from '../../../contract/model/history.ts';

export interface IncomingPing {
  readonly token: string;
  readonly kind: PingKind;
  /** Given by `/ping/<token>/<code>`; 0 is a success, any other a failure. */
  readonly exitCode: number | null;
  readonly runId: string | null;
  /** When it was meant to arrive, epoch milliseconds, where it was kept back on its way; absent: now. */
  readonly at?: number | undefined;
  readonly body: string;
  readonly remoteAddress: string;
  readonly userAgent: string;
}

export type PingAnswer = 'ok' | 'not-found';
