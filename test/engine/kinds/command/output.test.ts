import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandEnvironment } from '../../../../electron/engine/kinds/command/environment.ts';
import { endTree } from '../../../../electron/engine/kinds/command/end-tree.ts';
import { readPluginOutput } from '../../../../electron/engine/kinds/command/performance-data.ts';
import { plainOutput } from '../../../../electron/engine/transport/plain-output.ts';
import { hasUnprintable } from '../../../../electron/contract/plain-text.ts';

describe('output as text', () => {
  test.each([
    ['colours', '\u001b[1;31mCRITICAL\u001b[0m - disk', 'CRITICAL - disk'],
    ['a title of the terminal', '\u001b]0;evil\u0007ok', 'ok'],
    ['a title that never ends', 'ok\u001b]0;evil', 'ok'],
    ['a link', '\u001b]8;;http://x\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['moves of the cursor', 'a\u001b[2J\u001b[Hb', 'ab'],
    ['8-bit sequences', 'a\u009b31mb\u009d0;t\u009cc', 'abc'],
    ['other escapes', '\u001b(Ba\u001b7b\u001bc', 'ab'],
    ['progress', '10 %\r50 %\r100 %\ndone\r\n', '100 %\ndone'],
    ['line ends of Windows', 'a\r\nb\r\n', 'a\nb'],
    ['control characters and marks of direction', 'a\u0000b\u0008c\u202ed\te', 'abcd\te'],
    ['an escape at the end', 'ok\u001b', 'ok'],
  ])('is without %s', (_what, written, shown) => {
    expect(plainOutput(Buffer.from(written))).toBe(shown);
  });

  test('has no unprintable characters, whatever a program writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => !hasUnprintable(plainOutput(Buffer.from(bytes)))),
    );
  });
});

describe('performance data', () => {
  test.each([
    ['OK|time=0.012s;;;0.0 size=512B;;;0', 'OK', { time: 0.012, size: 512 }],
    ['DISK OK | /=2643MB;5948;5958;0;5968', 'DISK OK', { '/': 2643 }],
    ["OK|'label with spaces'=5% 'it''s'=-1.5e3", 'OK', { 'label with spaces': 5, "it's": -1500 }],
    ['OK|a=U b=1', 'OK', { b: 1 }],
    ['OK|load=0,25;5', 'OK', { load: 0.25 }],
    ['OK|c=7c;@10:20;~:30', 'OK', { c: 7 }],
    ['OK | a=1\nsecond line\nthird | b=2\nc=3', 'OK\nsecond line\nthird', { a: 1, b: 2, c: 3 }],
    ['OK|not data = 1; ==;', 'OK', {}],
    ['no data', 'no data', {}],
    ['', '', {}],
  ])('of %j', (output, text, figures) => {
    expect(readPluginOutput(output)).toMatchObject({ text, figures });
  });

  test.each([
    ['load=1;5;10;0', { unit: '', warning: [5], critical: [10] }],
    ['time=0.2s;;1.5', { unit: 's', warning: [], critical: [1.5] }],
    ['free=20%;10:;5:', { unit: '%', warning: [10], critical: [5] }],
    ['t=20C;~:30;@10:20', { unit: 'C', warning: [30], critical: [10, 20] }],
    ['requests=7c', { unit: '', warning: [], critical: [] }],
    ['a=1;word;1,5', { unit: '', warning: [], critical: [1.5] }],
    ['constructor=1', { unit: '', warning: [], critical: [] }],
  ])('has the unit and the limits in %j', (data, scale) => {
    expect(Object.values(readPluginOutput(`OK|${data}`).scales)).toEqual([scale]);
  });

  test('of any output takes bounded time and room', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `label${String(index)}=${String(index)}`).join(' ');
    expect(Object.keys(readPluginOutput(`OK|${many}`).figures)).toHaveLength(32);
    for (const part of ["'", "''", '=', 'a=', "'a'=1;", ';;;'])
      readPluginOutput(`OK|${part.repeat(10_000 / part.length)}`);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (output) => {
        const { figures } = readPluginOutput(output);
        return Object.values(figures).every(Number.isFinite) && Object.keys(figures).every(({ length }) => length < 80);
      }),
    );
  });
});

test('the environment on Windows is what programs need there', () => {
  const env = { Path: 'C:\\bin', SystemRoot: 'C:\\Windows', SECRET: 'x' };
  expect(commandEnvironment({ A: '1' }, { platform: 'win32', env })).toEqual({
    Path: 'C:\\bin',
    SystemRoot: 'C:\\Windows',
    A: '1',
  });
});

test('a tree of processes is ended as the system does it', () => {
  const done: string[] = [];
  const by = (platform: NodeJS.Platform): void =>
    endTree(42, {
      platform,
      signalGroup: (id) => done.push(`group ${String(id)}`),
      runTaskkill: (args) => done.push(`taskkill ${args.join(' ')}`),
    });
  by('linux');
  by('darwin');
  by('win32');
  expect(done).toEqual(['group 42', 'group 42', 'taskkill /pid 42 /T /F']);
});
