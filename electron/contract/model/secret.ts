/** Secrets as they cross the API. */

/** What readers get instead of a secret. Sent back, it keeps the stored one. */
export interface HiddenSecret {
  readonly hasSecret: true;
}
/** A secret comes in as text and goes out as `{ hasSecret: true }`, so a record may be sent back as it was read. */
export type Secret = string | HiddenSecret;
