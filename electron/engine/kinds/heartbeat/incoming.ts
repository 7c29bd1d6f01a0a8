/** A ping from the listener: parsed and capped, not yet matched to a monitor. */
import type { PingKind } from '../../../contract/model/history.ts';
import type { Secret } from '../../../contract/model/secret.ts';

interface Said {
  readonly kind: PingKind;
  /** From `/ping/<token>/<code>`; 0 is a success, anything else a failure. */
  readonly exitCode: number | null;
  readonly runId: string | null;
  /** If it was delayed: when it should have arrived, epoch milliseconds. Absent: now. */
  readonly at?: number | undefined;
  /** The request could have carried a body. Absent: it could. */
  readonly isPost?: boolean | undefined;
  readonly body: string;
  readonly remoteAddress: string;
  readonly userAgent: string;
}

export interface IncomingPing extends Said {
  readonly token: Secret;
}

/** It names its monitor by the monitor's id, and may do so because it knows the ping key. */
export interface SlugPing extends Said {
  readonly key: string;
  readonly slug: string;
  /** Where there is no such monitor, it creates one. */
  readonly creates: boolean;
}

/**
 * `too-old`: its own time is too long ago to count. `not-recorded`: it moved the deadline, but could not be stored; it
 * should be sent again.
 */
export type PingAnswer = 'ok' | 'not-found' | 'too-old' | 'not-recorded';

/**
 * `created`: its monitor is new. `too-many`: pings have created as many monitors as they may. `bad-signal`: the key is the
 * token of a monitor, so that what follows it should have been a signal.
 */
export type SlugPingAnswer = PingAnswer | 'created' | 'too-many' | 'bad-signal';
