/** What the facts of several failures share, and how the codes of one subject name the kind of each. */
import type { FailureKind } from '../failure-kind.ts';

/** How far the check got; null: not even to the DNS lookup. */
export type ProbeStage = 'dns' | 'connect' | 'tls' | 'firstByte' | 'download' | null;

export interface Host {
  readonly host: string;
}
/** `127.0.0.1:5000`, several separated by commas, or a host name. */
export interface Peer {
  readonly peer: string;
}
/** From the operating system or a library: `EHOSTUNREACH`. */
export interface ErrorCode {
  readonly error: string;
}

export type KindsOf<Facts> = Readonly<Record<keyof Facts, FailureKind>>;
