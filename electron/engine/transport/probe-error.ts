import type { Failure } from '../../contract/failure.ts';

/** A failure detected by a probe itself, not by a library. */
export class ProbeError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'ProbeError';
    this.failure = failure;
  }
}

/** The peer's certificate was rejected. `code` is OpenSSL's name of the reason, `CERT_HAS_EXPIRED`. */
export class CertificateError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'CertificateError';
    this.code = code;
  }
}

/** The only connection of an exchange closed before its request was sent. */
export class ConnectionUsedUp extends Error {
  readonly code = 'CONNECTION_USED_UP';
}

/** The connection of an exchange ended before its response did, without saying why. */
export class ConnectionEnded extends Error {
  readonly code = 'ECONNRESET';
}
