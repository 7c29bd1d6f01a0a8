/** Repeatable randomness: the same seed gives the same months of history. Not for secrets. */

export interface Random {
  /** In [0, 1). */
  readonly next: () => number;
  readonly between: (low: number, high: number) => number;
  /** With mean 0 and standard deviation 1. */
  readonly normal: () => number;
  readonly isHit: (chance: number) => boolean;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
}

/** `name` gives each part of the history its own sequence, so that changing one leaves the others as they were. */
export function seededRandom(seed: number, name: string): Random {
  const next = mulberry32(hashed(name, seed));
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    // Box-Muller; 1 - x avoids the logarithm of 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    isHit: (chance) => next() < chance,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a. */
function hashed(text: string, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
