export class LookupError extends Error {
  /** The system's own (`ENOTFOUND`), or `LOOKUP_HELPER_ENDED` or `LOOKUP_NOT_STARTED`, which are no fault of the name. */
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'LookupError';
    this.code = code;
  }
}
