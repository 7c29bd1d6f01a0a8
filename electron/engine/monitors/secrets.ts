/**
 * Where a monitor's secrets are: passwords, tokens, and the values of headers that usually carry credentials. This is
 * the one list by which they are sealed, opened, hidden from readers and redacted from evidence.
 */
import { Buffer } from 'node:buffer';
import type { HttpAuth, Monitor } from '../../contract/model/monitor.ts';
import type { Secret } from '../../contract/model/secret.ts';

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

/** Rather one too many: what is hidden can be entered anew, what was shown cannot be taken back. */
export function isSecretHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.split(/[-_]/).some((word) => secretWords.has(word)) || /token|secret|passw|apikey/.test(lower);
}

/** The monitor with each secret replaced; `path` is the secret's field (`auth.password`, `headers.X-Api-Key`). */
export function mapMonitorSecrets(monitor: Monitor, map: (secret: Secret, path: string) => Secret): Monitor {
  if (monitor.kind !== 'http') return monitor;
  const headers = Object.entries(monitor.headers).map(([name, value]): [string, Secret] => [
    name,
    isSecretHeader(name) ? map(value, `headers.${name}`) : value,
  ]);
  return { ...monitor, headers: Object.fromEntries(headers), auth: mapAuthSecret(monitor.auth, map) };
}

function mapAuthSecret(auth: HttpAuth | null, map: (secret: Secret, path: string) => Secret): HttpAuth | null {
  switch (auth?.type) {
    case 'basic':
      return { ...auth, password: map(auth.password, 'auth.password') };
    case 'bearer':
      return { ...auth, token: map(auth.token, 'auth.token') };
    case undefined:
      return null;
  }
}

/** The monitor as readers see it. */
export function hideMonitorSecrets(monitor: Monitor): Monitor {
  return mapMonitorSecrets(monitor, () => ({ hasSecret: true }));
}

/**
 * The clear secrets in every form in which a server may send them back, longest first, so that one that is part of
 * another does not leave the rest of it behind.
 */
export function monitorSecrets(monitor: Monitor): readonly string[] {
  const found = new Set<string>();
  mapMonitorSecrets(monitor, (secret, path) => {
    if (typeof secret !== 'string') return secret;
    found.add(secret);
    // `Authorization: Bearer abc`: the credential without its scheme.
    const credential = /authorization$/i.test(path) ? /^\S+ +(\S.*)$/.exec(secret)?.[1] : undefined;
    if (credential !== undefined) found.add(credential);
    return secret;
  });
  if (monitor.kind === 'http' && monitor.auth?.type === 'basic' && typeof monitor.auth.password === 'string') {
    const { username, password } = monitor.auth;
    found.add(Buffer.from(`${username}:${password}`).toString('base64'));
  }
  found.delete('');
  return Array.from(found).sort((a, b) => b.length - a.length);
}
