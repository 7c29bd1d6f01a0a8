import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeToken } from '../../../../electron/engine/kinds/heartbeat/token.ts';

const real = { bytes: (count: number): Uint8Array => randomBytes(count) };

test('tokens carry at least 128 bits, are valid and never the same', () => {
  const tokens = Array.from({ length: 500 }, () => makeToken(real));
  expect(new Set(tokens).size).toBe(500);
  for (const token of tokens) {
    expect(token).toMatch(/^[A-Za-z0-9_-]{16,64}$/);
    expect(token.length * 6).toBeGreaterThanOrEqual(128);
  }
});

test('a token never looks like an option of the command line', () => {
  const dashes = { bytes: (count: number): Uint8Array => new Uint8Array(count).fill(0b11111011) };
  expect(makeToken(dashes)).toMatch(/^[A-Za-z0-9_]/);
});
