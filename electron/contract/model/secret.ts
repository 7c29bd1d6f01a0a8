/** Secrets as they cross the contract. */

/** What a reader gets in place of a secret. Sent back in, it means: keep what is stored. */
export interface HiddenSecret {
  readonly hasSecret: true;
}
/** A secret comes in as text and goes out as `{ hasSecret: true }`, so whatever was read may be sent back. */
export type Secret = string | HiddenSecret;
