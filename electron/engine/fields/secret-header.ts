/** Headers that usually carry credentials: their values are secrets. As a word of the name, or anywhere in it. */
const secretName =
  /(?:^|[-_])(?:auth|authorization|cookie|credentials?|jwt|key|passphrase|session|signature)(?:$|[-_])|token|secret|passw|apikey/i;

/** When in doubt a header is secret: a hidden value can be entered again, a leaked one cannot be recalled. */
export function isSecretHeader(name: string): boolean {
  return secretName.test(name);
}

/** Also those of signed links and sessions. */
const secretParameter = /^(?:sig|pwd|pass|sid|code)$/i;

/** Of the query of a URL. */
export function isSecretParameter(name: string): boolean {
  return isSecretHeader(name) || secretParameter.test(name);
}
