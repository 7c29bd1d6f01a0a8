/** A ping from the listener: parsed and capped, not yet matched to a monitor. */
import type { PingKind } from '../../../contract/model/history.ts';

export interface IncomingPing {
  readonly token: string;
  readonly kind: PingKind;
  /** From `/ping/<token>/<code>`; 0 is a success, anything else a failure. */
  readonly exitCode: number | null;
  readonly runId: string | null;
  /** If it was delayed: when it should have arrived, epoch milliseconds. Absent: now. */
  readonly at?: number | undefined;
  readonly body: string;
  readonly remoteAddress: string;
  readonly userAgent: string;
}

/**
 * `too-old`: its own time is too long ago to count. `not-recorded`: it moved the deadline, but could not be stored; it
 * should be sent again.
 */
export type PingAnswer = 'ok' | 'not-found' | 'too-old' | 'not-recorded';
