/** The system's own code (`ENOTFOUND`), or one of these, which are no fault of the name. */
export type OwnLookupCode = 'LOOKUP_HELPER_ENDED' | 'LOOKUP_NOT_STARTED';

export class LookupError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'LookupError';
    this.code = code;
  }
}
