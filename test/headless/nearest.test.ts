import { expect, test } from 'vitest';
import { nearest } from '../../electron/headless/cli/nearest.ts';

const commands = ['status', 'check', 'run', 'ping', 'maintenance', 'unmute', 'mute', 'apply'];

test.each([
  ['statu', 'status'],
  ['sattus', 'status'],
  ['chekc', 'check'],
  ['rum', 'run'],
  ['maintainance', 'maintenance'],
  ['umute', 'unmute'],
  ['aply', 'apply'],
])('%j was meant to be %j', (typed, meant) => {
  expect(nearest(typed, commands)).toBe(meant);
});

test.each(['', 'watch', 'constructor', '--json', 'x'.repeat(10_000)])('%j is like no command', (typed) => {
  expect(nearest(typed, commands)).toBeNull();
});
