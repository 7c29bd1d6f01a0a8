/** What this computer calls itself: receivers hear from several, so each message names the one it comes from. */
import { hostname } from 'node:os';
import { oneLine } from '../../contract/plain-text.ts';

const nameLength = 64;

export function computerName(): string {
  return oneLine(hostname(), nameLength) || 'localhost';
}
