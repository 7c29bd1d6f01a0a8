/** Headers that usually carry credentials: their values are secrets. */
const secretWords = new Set([
  'auth',
  'authorization',
  'cookie',
  'credential',
  'credentials',
  'jwt',
  'key',
  'passphrase',
  'session',
  'signature',
]);

/** When in doubt a header is secret: a hidden value can be entered again, a leaked one cannot be recalled. */
export function isSecretHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.split(/[-_]/).some((word) => secretWords.has(word)) || /token|secret|passw|apikey/.test(lower);
}
