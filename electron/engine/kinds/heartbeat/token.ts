/** The unguessable last part of a ping URL. It allows pings, and nothing else. */
import { Buffer } from 'node:buffer';
import type { Randomness } from '../../ports.ts';

/** 144 bits: more than the promised 128, and a whole number of base64 characters. */
const tokenBytes = 18;

export function makeToken(randomness: Randomness): string {
  const text = Buffer.from(randomness.bytes(tokenBytes)).toString('base64url');
  // A leading dash would look like an option on a command line.
  return text.replace(/^-/, 'A');
}
