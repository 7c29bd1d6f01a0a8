/** Which headers usually carry credentials: their values are secrets. */
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

/** Rather one too many: what is hidden can be entered again, what was shown cannot be taken back. */
export function isSecretHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.split(/[-_]/).some((word) => secretWords.has(word)) || /token|secret|passw|apikey/.test(lower);
}
