import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { parseExitCode, signalOf } from '../../electron/contract/exit-code.ts';

test.runIf(process.platform === 'linux')('a signal has the number that Linux gives it', () => {
  for (const [name, number] of Object.entries(constants.signals)) {
    expect([name, parseExitCode(name)]).toEqual([name, 128 + number]);
    expect([name, parseExitCode(name.slice(3))]).toEqual([name, 128 + number]);
  }
});

test('the signal of an exit code is found again, in the notations of shells and of Python', () => {
  expect([137, 143, -15, 128, 1, 0, 255].map(signalOf)).toEqual(['KILL', 'TERM', 'TERM', null, null, null, null]);
});
