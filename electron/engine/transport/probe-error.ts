import type { Failure } from '../../contract/failure.ts';

/** A failure that a probe finds itself, where no library has an error for it. */
export class ProbeError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'ProbeError';
    this.failure = failure;
  }
}

/** The peer's certificate was refused. `code` is OpenSSL's name of the reason, `CERT_HAS_EXPIRED`. */
export class CertificateError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'CertificateError';
    this.code = code;
  }
}

/** The one connection of an exchange closed before its request went out. */
export class ConnectionUsedUp extends Error {
  readonly code = 'CONNECTION_USED_UP';
}
