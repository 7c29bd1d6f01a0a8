import { expect, test, vi } from 'vitest';
import { readStartOptions } from '../../electron/main/start-options.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

test('a plain start uses the defaults and shows the window', () => {
  expect(readStartOptions([], {})).toEqual({ ok: true, value: { dataDirectory: null, port: null, opens: 'window' } });
});

test('data directory, port and a hidden start come from the command line', () => {
  const read = readStartOptions(['--data', '/home/ada/watch', '--port=0', '--hidden'], {});
  expect(read).toEqual({ ok: true, value: { dataDirectory: '/home/ada/watch', port: 0, opens: null } });
});

test('the port may be set in the environment, and the command line overrides it', () => {
  const port = (argv: string[]): unknown => {
    const read = readStartOptions(argv, { VIGILMON_PORT: '9000' });
    return read.ok ? read.value.port : read.error;
  };
  expect([port([]), port(['--port', '9001'])]).toEqual([9000, 9001]);
});

test('switches of Chromium and the path of the application are ignored', () => {
  const argv = ['--remote-debugging-port=0', '--no-sandbox', '.', '--inspect=0', '--hidden'];
  expect(readStartOptions(argv, {})).toMatchObject({ ok: true, value: { opens: null, port: null } });
});

test('a link opens its monitor; a foreign link opens nothing, and options after a link are ignored', () => {
  const opens = (...argv: string[]): unknown => {
    const read = readStartOptions(argv, {});
    return read.ok ? read.value : read.error;
  };
  const place = { view: 'monitor', id: 'shop-api' };
  expect(opens('--data', '/srv/v', 'vigilmon://monitor/shop-api', '--data', '/etc')).toEqual({
    dataDirectory: '/srv/v',
    port: null,
    opens: place,
  });
  expect(opens('vigilmon://settings', '--port', 'x')).toEqual({ dataDirectory: null, port: null, opens: null });
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
