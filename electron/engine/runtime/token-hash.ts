/**
 * Pings find their monitor by the hash of their token, so that the token itself can be sealed. The hash needs no key: a
 * token is unguessable, so nobody finds it by trying.
 */
import { createHash } from 'node:crypto';

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
