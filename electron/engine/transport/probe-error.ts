/** A failure that this room finds itself, where no library has an error for it. Its code stands in failure.ts. */
export type ProbeErrorCode =
  | 'BAD_ENCODING'
  | 'CONNECTION_USED_UP'
  | 'FAMILY_MISMATCH'
  | 'REDIRECT_INVALID'
  | 'REDIRECT_LOOP'
  | 'REDIRECT_TOO_MANY'
  | 'SECRET_UNREADABLE';

export class ProbeError extends Error {
  readonly code: ProbeErrorCode;

  /** `detail` is part of the message that a person reads. */
  constructor(code: ProbeErrorCode, detail: string) {
    super(detail);
    this.name = 'ProbeError';
    this.code = code;
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
