/** The unguessable last part of a ping URL. Whoever knows it may ping, and nothing else. */
import { Buffer } from 'node:buffer';
import type { Randomness } from '../../ports.ts';

/** 144 bits: more than the 128 that are promised, and whole characters of base64. */
const tokenBytes = 18;

export function makeToken(randomness: Randomness): string {
  const text = Buffer.from(randomness.bytes(tokenBytes)).toString('base64url');
  // On a command line a leading dash would be an option.
  return text.replace(/^-/, 'A');
}
