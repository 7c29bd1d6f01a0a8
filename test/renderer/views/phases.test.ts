import { expect, test } from 'vitest';
import { phaseParts } from '../../../renderer/views/monitor/phases.ts';

test('phases follow each other, and those that were not needed take no time', () => {
  expect(phaseParts({ dns: null, connect: 2, tls: null, firstByte: 30.5, download: 1 })).toEqual([
    { name: 'connect', start: 0, length: 2 },
    { name: 'firstByte', start: 2, length: 30.5 },
    { name: 'download', start: 32.5, length: 1 },
  ]);
});
