import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { spooledPings, spoolPing } from '../../electron/host/ping-spool.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const ping = (at: number) => ({ at, origin: null, path: `/ping/a/${at}`, body: '' });

test('spooled pings come back in the order of their times', () => {
  const data = tempDirectory(onTestFinished);
  for (const at of [20, 100, 3]) spoolPing(data, ping(at));
  expect(spooledPings(data).map((entry) => entry.ping.at)).toEqual([3, 20, 100]);
});

test('a file that cannot be read stays and holds up no other, and a damaged one is removed', () => {
  const data = tempDirectory(onTestFinished);
  spoolPing(data, ping(5));
  mkdirSync(join(data, 'spool/000000000000001-0001-1.json'));
  writeFileSync(join(data, 'spool/000000000000002-0001-1.json'), '{"at":2');
  expect(spooledPings(data).map((entry) => entry.ping.at)).toEqual([5]);
  expect(readdirSync(join(data, 'spool'))).toHaveLength(2);
});
