/** What is known of a check under way: filled in as it goes, read when it fails, so that the message has the actual values. */
import type { IpFamily } from '../../contract/monitors/definition.ts';
import type { CertificateInfo } from '../../contract/model/state.ts';

/** What of the peer's certificate a message may have to say. */
export interface PeerCertificate {
  readonly info: CertificateInfo;
  readonly validFrom: number;
  /** The names it is good for. */
  readonly names: readonly string[];
}

export interface ProbeTrace {
  readonly timeoutMs: number;
  readonly ipFamily: IpFamily;
  /** The host of the URL that is being visited. */
  host: string;
  /** `127.0.0.1:5000`, or several with commas, once they are tried; null: not yet. */
  address: string | null;
  certificate: PeerCertificate | null;
  /** The first bytes of the answer; null: none yet. */
  firstBytes: Buffer | null;
  /** Bytes of the body as sent, before decoding; null: its headers have not ended. */
  bodyBytes: number | null;
}

export function newProbeTrace(timeoutMs: number, ipFamily: IpFamily): ProbeTrace {
  return { timeoutMs, ipFamily, host: '', address: null, certificate: null, firstBytes: null, bodyBytes: null };
}

/** A new hop begins: what belonged to the last connection is forgotten, but for its certificate. */
export function beginHop(trace: ProbeTrace, host: string): void {
  trace.host = host;
  trace.address = null;
  trace.firstBytes = null;
  trace.bodyBytes = null;
}
