import { expect, test } from 'vitest';
import { readStartOptions } from '../../electron/main/start-options.ts';

test('a plain start uses the usual places and shows the window', () => {
  expect(readStartOptions([], {})).toEqual({ ok: true, value: { dataDirectory: null, port: null, isHidden: false } });
});

test('data directory, port and a hidden start are taken from the command line', () => {
  const read = readStartOptions(['--data', '/home/ada/watch', '--port=0', '--hidden'], {});
  expect(read).toEqual({ ok: true, value: { dataDirectory: '/home/ada/watch', port: 0, isHidden: true } });
});

test('the port may stand in the environment, and the command line goes before it', () => {
  const port = (argv: string[]): unknown => {
    const read = readStartOptions(argv, { VIGILMON_PORT: '9000' });
    return read.ok ? read.value.port : read.error;
  };
  expect([port([]), port(['--port', '9001'])]).toEqual([9000, 9001]);
});

test('switches of Chromium and the path of the application pass by', () => {
  const argv = ['--remote-debugging-port=0', '--no-sandbox', '.', '--inspect=0', '--hidden'];
  expect(readStartOptions(argv, {})).toMatchObject({ ok: true, value: { isHidden: true, port: null } });
});

test.each([
  [['--port', '70000'], {}],
  [['--port', 'http'], {}],
  [['--port'], {}],
  [['--data='], {}],
  [['--data'], {}],
  [[], { VIGILMON_PORT: '-1' }],
])('%j with %j is refused in words', (argv, env) => {
  const read = readStartOptions(argv, env);
  expect(read).toMatchObject({ ok: false, error: { code: 'invalid' } });
});
