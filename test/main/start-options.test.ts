import { resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Result } from '../../electron/contract/result.ts';
import { readStartOptions, type Start, type StartOptions } from '../../electron/main/start-options.ts';

vi.mock('electron', () => import('../support/fake-electron.ts'));

const plain: StartOptions = { dataDirectory: null, port: null, configFile: null, opens: 'window' };

/** The options of a start, or what else came of it. */
function optionsOf(argv: readonly string[], env: Record<string, string> = {}): unknown {
  const read: Result<Start> = readStartOptions(argv, env);
  if (!read.ok) return read.error.message;
  return read.value.is === 'start' ? read.value.options : read.value.text;
}

test('a plain start uses the defaults and shows the window', () => {
  expect(optionsOf([])).toEqual(plain);
});

test('data directory, port, configuration file and a hidden start come from the command line', () => {
  const argv = ['--data', '/home/ada/watch', '--port=0', '--config', 'vigilmon.yaml', '--hidden'];
  const configFile = resolve('vigilmon.yaml');
  expect(optionsOf(argv)).toEqual({ dataDirectory: '/home/ada/watch', port: 0, configFile, opens: null });
});

test('the command line takes precedence over the port in the environment', () => {
  const env = { VIGILMON_PORT: '9000' };
  expect(optionsOf([], env)).toMatchObject({ port: 9000 });
  expect(optionsOf(['--port', '9001'], env)).toMatchObject({ port: 9001 });
});

test.each([
  '--remote-debugging-port=0',
  '--no-sandbox',
  '--inspect=0',
  '--ozone-platform=wayland',
  '--enable-features=UseOzonePlatform',
  '--force-device-scale-factor=1.25',
  '--disable-gpu',
  '--lang=de',
  '-psn_0_989382',
])('the switch %s of the system or of Chromium is ignored', (given) => {
  expect(optionsOf([given, '--hidden'])).toEqual({ ...plain, opens: null });
});

test('a link opens its view; one that is not ours opens nothing, and options after a link are not read', () => {
  expect(optionsOf(['--data', '/srv/v', 'vigilmon://monitor/shop-api', '--data', '/etc'])).toEqual({
    ...plain,
    dataDirectory: '/srv/v',
    opens: { view: 'monitor', id: 'shop-api' },
  });
  expect(optionsOf(['vigilmon://settings', '--port', 'x'])).toEqual({
    ...plain,
    opens: { view: 'linked', address: '#/settings' },
  });
  expect(optionsOf(['vigilmon://quit', '--port', 'x'])).toEqual({ ...plain, opens: null });
});

test.each([[['--help']], [['-h']], [['--help', '--port', '7']]])('%j prints the options', (argv) => {
  expect(optionsOf(argv)).toMatch(/^Usage: vigilmon \[OPTIONS\]\n(.|\n)*--config FILE {2}configuration file/);
});

test('the version is printed on request', () => {
  expect(optionsOf(['--version'])).toMatch(/^vigilmon \d+\.\d+\.\d+$/);
});

test.each<[readonly string[], Record<string, string>, string]>([
  [['--port', '70000'], {}, '--port'],
  [['--port', 'http'], {}, '--port'],
  [['--port'], {}, '--port'],
  [['--data='], {}, '--data'],
  [['--data'], {}, '--data'],
  [['--config', '--hidden'], {}, '--config'],
  [['--hidden=yes'], {}, '--hidden'],
  [[], { VIGILMON_PORT: '-1' }, 'VIGILMON_PORT'],
])('%j with %j is refused, naming the option', (argv, env, named) => {
  expect(optionsOf(argv, env)).toContain(named);
});

test.each([
  [['run', 'token', '--', 'touch', 'x'], '"run"'],
  [['status'], '"status"'],
  [['--confg', 'vigilmon.yaml'], '--confg'],
  [['--hiden'], '--hiden'],
  [['--Config', 'vigilmon.yaml'], '--Config'],
  [['--prot=7464'], '--prot'],
  [['--no-ui', 'now'], '"now"'],
])('%j is refused rather than ignored', (argv, named) => {
  expect(optionsOf(argv)).toMatch(new RegExp(`${named}.*: see vigilmon --help$`));
});
