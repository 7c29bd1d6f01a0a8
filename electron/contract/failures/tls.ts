/** The TLS handshake and the certificates in it. */
import type { ErrorCode, Host, KindsOf, Peer } from './facts.ts';

export interface TlsFailures {
  readonly 'certificate-expired': Host & { readonly expiredAt: number };
  readonly 'certificate-chain-expired': Host;
  readonly 'certificate-not-yet-valid': Host & { readonly validFrom: number };
  readonly 'certificate-self-signed': Host;
  readonly 'certificate-untrusted': Host & { readonly issuer: string | null };
  readonly 'certificate-invalid': Host & ErrorCode;
  /** `issuer`: the weak certificate of the chain; null: the host's own. */
  readonly 'certificate-weak-key': Host & {
    readonly issuer: string | null;
    readonly bits: number;
    readonly least: number;
  };
  readonly 'certificate-weak-signature': Host & { readonly issuer: string | null; readonly digest: string };
  /** The names that it is valid for: the first three, and the number of others. */
  readonly 'certificate-host-mismatch': Host & { readonly names: readonly string[]; readonly more: number };
  readonly 'not-tls': Peer;
  readonly 'no-common-tls': Peer;
  /** The server does not begin TLS. `reply`: its words in quotes. */
  readonly 'start-tls-refused': Peer & { readonly protocol: string; readonly reply: string };
  readonly 'no-common-tls-version': Peer;
  /** Not certain: the peer reported a failed handshake without a reason, after sending its own certificate. */
  readonly 'client-certificate-required': Peer & { readonly isCertain: boolean };
  readonly 'server-name-unrecognised': Peer & Host;
  /** `alert`: its number (RFC 8446, section 6). */
  readonly 'tls-alert': Peer & { readonly alert: number };
  /** An alert whose number the TLS library does not report. */
  readonly 'tls-ended': Peer;
  readonly 'tls-handshake-failed': Peer & ErrorCode;
  readonly 'client-certificate-unusable': ErrorCode;
}

export const tlsFailureKinds: KindsOf<TlsFailures> = {
  'certificate-expired': 'tls-expired',
  'certificate-chain-expired': 'tls-expired',
  'certificate-not-yet-valid': 'tls-not-yet-valid',
  'certificate-self-signed': 'tls-untrusted',
  'certificate-untrusted': 'tls-untrusted',
  'certificate-invalid': 'tls-untrusted',
  'certificate-weak-key': 'tls-untrusted',
  'certificate-weak-signature': 'tls-untrusted',
  'certificate-host-mismatch': 'tls-hostname',
  'not-tls': 'tls-protocol',
  'no-common-tls': 'tls-protocol',
  'start-tls-refused': 'tls-protocol',
  'no-common-tls-version': 'tls-protocol',
  'client-certificate-required': 'tls-protocol',
  'server-name-unrecognised': 'tls-protocol',
  'tls-alert': 'tls-protocol',
  'tls-ended': 'tls-protocol',
  'tls-handshake-failed': 'tls-protocol',
  'client-certificate-unusable': 'internal',
};
