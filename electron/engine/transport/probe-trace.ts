/** What a running check has found out so far; read when it fails, so that the message contains actual values. */
import type { IpFamily } from '../../contract/monitors/definition.ts';
import type { CertificateInfo } from '../../contract/model/state.ts';

/** The parts of the peer's certificate that messages may need. */
export interface PeerCertificate {
  readonly info: CertificateInfo;
  readonly validFrom: number;
  /** The names it is valid for. */
  readonly names: readonly string[];
}

export interface ProbeTrace {
  readonly timeoutMs: number;
  readonly ipFamily: IpFamily;
  /** The host of the current URL. */
  host: string;
  /** `127.0.0.1:5000`, or several separated by commas; null: no attempt yet. */
  address: string | null;
  /** Of the current host. */
  certificate: PeerCertificate | null;
  /** Of the current host, from its own certificate up; empty: none yet. */
  chain: readonly PeerCertificate[];
  /** The certificate that expires first, of all chains of this check so far. */
  expiresFirst: CertificateInfo | null;
  /** The TLS handshake got as far as a common cipher. */
  isCipherAgreed: boolean;
  /** The peer sent nothing but an alert in the TLS handshake. */
  isAlertOnly: boolean;
  /** The first bytes of the response; null: none yet. */
  firstBytes: Buffer | null;
  /** Bytes of the body before decoding; null: the headers are not complete. */
  bodyBytes: number | null;
}

export function newProbeTrace(timeoutMs: number, ipFamily: IpFamily): ProbeTrace {
  return {
    timeoutMs,
    ipFamily,
    host: '',
    address: null,
    certificate: null,
    chain: [],
    expiresFirst: null,
    isCipherAgreed: false,
    isAlertOnly: false,
    firstBytes: null,
    bodyBytes: null,
  };
}

/** Starts a new hop: resets everything about the last connection. */
export function beginHop(trace: ProbeTrace, host: string): void {
  trace.host = host;
  trace.address = null;
  trace.certificate = null;
  trace.chain = [];
  trace.isCipherAgreed = false;
  trace.isAlertOnly = false;
  trace.firstBytes = null;
  trace.bodyBytes = null;
}
