import { expect, test } from 'vitest';
import { limitInProc, maxConnections, openFileLimit } from '../../../electron/engine/schedule/open-files.ts';

const proc = (soft: string): string =>
  [
    'Limit                     Soft Limit           Hard Limit           Units     ',
    'Max processes             63704                63704                processes ',
    `Max open files            ${soft.padEnd(20)} 524288               files     `,
  ].join('\n');

test('checks get half of the open files, up to a bound', () => {
  expect(maxConnections(1_024)).toBe(512);
  expect(maxConnections(20_000)).toBe(4_096);
  expect(maxConnections(Infinity)).toBe(4_096);
  expect(maxConnections(1)).toBe(1);
});

test('the limit is read as Linux writes it', () => {
  expect(limitInProc(proc('1024'))).toBe(1_024);
  expect(limitInProc(proc('unlimited'))).toBe(Infinity);
  expect(limitInProc('')).toBe(256);
});

test('this system has a limit', () => {
  expect(openFileLimit()).toBeGreaterThan(0);
});
