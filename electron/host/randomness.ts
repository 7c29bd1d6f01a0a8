/** The Randomness port over the operating system's generator. */
import { randomBytes } from 'node:crypto';
import type { Randomness } from '../engine/ports.ts';

export const systemRandomness: Randomness = {
  bytes: (count) => randomBytes(count),
};
