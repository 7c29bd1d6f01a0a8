import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../../electron/engine/wording/en.ts';
import { parseArguments } from '../../electron/headless/cli/arguments.ts';
import { commandUsages } from '../../electron/headless/cli/usage.ts';

const env = { XDG_DATA_HOME: '/data', APPDATA: 'C:\\data' };
const parse = (line: string): unknown => parseArguments(line === '' ? [] : line.split(' '), env);
const message = (line: string): string => {
  const parsed = parseArguments(line === '' ? [] : line.split(' '), env);
  return parsed.ok ? 'accepted' : parsed.mistake(en.cli);
};
const directory = resolve('vm');

test('serve names no place where none is given', () => {
  expect(parse('serve --data vm')).toEqual({
    ok: true,
    value: {
      is: 'serve',
      options: {
        dataDirectory: directory,
        given: { host: null, port: null },
        configFile: null,
        hasPage: true,
        allowsCommands: false,
      },
    },
  });
});

test('serve takes its options', () => {
  expect(parse('serve --data=vm --port 0 --host 0.0.0.0 --config vigilmon.yaml --no-ui --allow-commands')).toEqual({
    ok: true,
    value: {
      is: 'serve',
      options: {
        dataDirectory: directory,
        given: { host: '0.0.0.0', port: 0 },
        configFile: 'vigilmon.yaml',
        hasPage: false,
        allowsCommands: true,
      },
    },
  });
});

test('the port may come from the environment, and the command line has the last word', () => {
  const portOf = (...argv: string[]): unknown => parseArguments(['serve', ...argv], { ...env, VIGILMON_PORT: '8000' });
  expect(portOf()).toMatchObject({ value: { options: { given: { port: 8000 } } } });
  expect(portOf('--port', '9000')).toMatchObject({ value: { options: { given: { port: 9000 } } } });
});

test.skipIf(process.platform !== 'linux')('without --data it is the usual place', () => {
  expect(parse('status')).toMatchObject({ value: { dataDirectory: '/data/vigilmon' } });
  expect(parseArguments(['status'], {})).toMatchObject({
    value: { dataDirectory: `${homedir()}/.local/share/vigilmon` },
  });
});

test.each([
  ['ack shop-api --data vm', { is: 'ack', id: 'shop-api', note: null, dataDirectory: directory, isJson: false }],
  ['ack 12 --note seen --data vm', { is: 'ack', id: '12', note: 'seen', dataDirectory: directory, isJson: false }],
  [
    'mute --monitors shop --data vm',
    {
      is: 'mute',
      request: { scopes: [{ kind: 'monitor', monitorId: 'shop' }], length: { is: 'duration', ms: 3_600_000 } },
      dataDirectory: directory,
      isJson: false,
    },
  ],
  [
    'mute --all --tags web,db --until 7:05 --json --data vm',
    {
      is: 'mute',
      request: {
        scopes: [{ kind: 'all' }, { kind: 'tag', tag: 'web' }, { kind: 'tag', tag: 'db' }],
        length: { is: 'clock', hour: 7, minute: 5 },
      },
      dataDirectory: directory,
      isJson: true,
    },
  ],
  [
    'unmute --monitors shop,billing --data vm',
    {
      is: 'unmute',
      scopes: [
        { kind: 'monitor', monitorId: 'shop' },
        { kind: 'monitor', monitorId: 'billing' },
      ],
      dataDirectory: directory,
      isJson: false,
    },
  ],
  [
    'maintenance list --json --data vm',
    { is: 'maintenance', request: { action: 'list' }, dataDirectory: directory, isJson: true },
  ],
  [
    'maintenance end patch-night --data vm',
    { is: 'maintenance', request: { action: 'end', id: 'patch-night' }, dataDirectory: directory, isJson: false },
  ],
  [
    'maintenance start --monitors shop,billing --tags prod --data vm',
    {
      is: 'maintenance',
      request: {
        action: 'start',
        input: { covers: { monitors: ['shop', 'billing'], tags: ['prod'] }, duration: '1h' },
      },
      dataDirectory: directory,
      isJson: false,
    },
  ],
  [
    'maintenance add --all --name Patches --days Sat,sun --from 22:00 --to 2:00 --timezone Asia/Tokyo --data vm',
    {
      is: 'maintenance',
      request: {
        action: 'add',
        input: {
          name: 'Patches',
          covers: { all: true },
          days: ['sat', 'sun'],
          from: '22:00',
          to: '2:00',
          timezone: 'Asia/Tokyo',
        },
      },
      dataDirectory: directory,
      isJson: false,
    },
  ],
  ['status --json --data vm', { is: 'status', dataDirectory: directory, isJson: true }],
  ['digest --data vm', { is: 'digest', dataDirectory: directory, isJson: false }],
  ['check http://a --json', { is: 'check', target: 'http://a', status: null, contains: null, isJson: true }],
  [
    'check http://a --status 503 --contains ok',
    { is: 'check', target: 'http://a', status: 503, contains: 'ok', isJson: false },
  ],
  ['ping TOKEN --data vm', { is: 'ping', target: 'TOKEN', signal: '', dataDirectory: directory }],
  ['ping TOKEN --start --data vm', { is: 'ping', target: 'TOKEN', signal: '/start', dataDirectory: directory }],
  ['ping TOKEN --fail --data vm', { is: 'ping', target: 'TOKEN', signal: '/fail', dataDirectory: directory }],
  ['ping TOKEN --log --data vm', { is: 'ping', target: 'TOKEN', signal: '/log', dataDirectory: directory }],
  ['ping --exit 137 TOKEN --data vm', { is: 'ping', target: 'TOKEN', signal: '/137', dataDirectory: directory }],
  ['ping --exit KILL TOKEN --data vm', { is: 'ping', target: 'TOKEN', signal: '/137', dataDirectory: directory }],
  [
    'ping --exit 3221225477 TOKEN --data vm',
    { is: 'ping', target: 'TOKEN', signal: '/3221225477', dataDirectory: directory },
  ],
  [
    'run TOKEN --timeout 5m --ok-codes 0,2-4 --retries 2 --message m --no-start --data vm -- a --json',
    {
      is: 'run',
      target: 'TOKEN',
      command: ['a', '--json'],
      options: {
        sendsStart: false,
        sendsOutput: true,
        message: 'm',
        timeoutMs: 300_000,
        retries: 2,
        okCodes: [
          { from: 0, to: 0 },
          { from: 2, to: 4 },
        ],
      },
      mistake: null,
      dataDirectory: directory,
    },
  ],
  [
    'run TOKEN --ok-codes 3221225477,-9--1,KILL --data vm -- a',
    {
      is: 'run',
      target: 'TOKEN',
      command: ['a'],
      options: {
        sendsStart: true,
        sendsOutput: true,
        message: '',
        timeoutMs: null,
        retries: 0,
        okCodes: [
          { from: 3_221_225_477, to: 3_221_225_477 },
          { from: -9, to: -1 },
          { from: 137, to: 137 },
        ],
      },
      mistake: null,
      dataDirectory: directory,
    },
  ],
  ['apply vigilmon.yaml --data vm', { is: 'apply', file: 'vigilmon.yaml', dataDirectory: directory, isJson: false }],
  ['apply - --data vm', { is: 'apply', file: '-', dataDirectory: directory, isJson: false }],
  ['export --data vm', { is: 'export', dataDirectory: directory, isJson: false }],
  ['--version', { is: 'version' }],
])('vigilmon %s', (line, command) => {
  expect(parse(line)).toEqual({ ok: true, value: command });
});

describe('mistakes are told in a sentence', () => {
  test.each([
    ['watch', 'unknown command "watch": see vigilmon --help'],
    ['constructor', 'unknown command "constructor": see vigilmon --help'],
    ['statu', 'unknown command "statu" (did you mean status?): see vigilmon --help'],
    ['serve --prot 1', 'unknown option --prot: see vigilmon serve --help'],
    ['serve --port x', '--port (or VIGILMON_PORT) must be a whole number from 0 to 65535: see vigilmon serve --help'],
    [
      'serve --port 65536',
      '--port (or VIGILMON_PORT) must be a whole number from 0 to 65535: see vigilmon serve --help',
    ],
    ['serve --data=', '--data must be the path of a directory: see vigilmon serve --help'],
    ['serve extra', 'unexpected argument "extra": see vigilmon serve --help'],
    ['check', 'TARGET is required: see vigilmon check --help'],
    ['check TARGET --status ok', '--status must be a status code, from 100 to 999: see vigilmon check --help'],
    ['check TARGET --contains=', '--contains must not be empty: see vigilmon check --help'],
    ['ping TOKEN --start --fail', '--start and --fail cannot be combined: see vigilmon ping --help'],
    [
      'ping TOKEN --exit 4294967296',
      '--exit must be an exit code, such as 1 or 3221225477, or a signal, such as KILL: see vigilmon ping --help',
    ],
    ['apply', 'FILE is required: see vigilmon apply --help'],
  ])('vigilmon %s', (line, expected) => {
    expect(message(line)).toBe(expected);
  });

  test('an option without its value', () => {
    expect(message('serve --port')).toBe('--port needs a value: see vigilmon serve --help');
  });

  test('no command at all shows which there are', () => {
    expect(message('')).toContain('Usage: vigilmon COMMAND');
  });
});

test('a word after an unknown option may be its value: the target is another, if there is one', () => {
  const target = (line: string): unknown => {
    const parsed = parseArguments(line.split(' '), env);
    return parsed.ok && parsed.value.is === 'run' ? parsed.value.target : parsed;
  };
  expect([target('run --timout 5m T -- a'), target('run T --timout 5m -- a')]).toEqual(['T', 'T']);
  expect([target('run --verbose T -- a'), target('run --timout=5m T -- a')]).toEqual(['T', 'T']);
});

const help = (line: string): string => {
  const parsed = parseArguments(line.split(' '), env);
  return parsed.ok && parsed.value.is === 'help' ? parsed.value.text(en.cli) : 'no help';
};

test.each(['--help', '-h', 'help'])('vigilmon %s names every command', (line) => {
  for (const name of Object.keys(commandUsages)) expect(help(line)).toContain(name);
});

test('vigilmon serve --help names every option, whatever else is missing', () => {
  for (const name of Object.keys(commandUsages.serve.options)) expect(help('serve --help')).toContain(`--${name}`);
  expect(parseArguments(['check', '--help'], env)).toMatchObject({ ok: true, value: { is: 'help' } });
});
