import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogFile } from '../../electron/host/log-file.ts';
import { createLogger, teeLogger, type LoggerOptions } from '../../electron/host/logger.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vigilmon-log-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function collect(options: Pick<LoggerOptions, 'level' | 'format'>): { lines: string[]; options: LoggerOptions } {
  const lines: string[] = [];
  return { lines, options: { ...options, now: () => Date.UTC(2026, 0, 5, 12), write: (line) => lines.push(line) } };
}

test('an entry is one JSON object per line, with its time, level and context', () => {
  const { lines, options } = collect({ level: 'debug', format: 'json' });
  createLogger(options).warn('the channel\nis broken', { channel: 'ops', password: 'hunter2' });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toContain('\n');
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: '2026-01-05T12:00:00.000Z',
    level: 'warn',
    message: 'the channel\nis broken',
    context: { channel: 'ops', password: '***' },
  });
});

test('on a terminal an entry is one plain line with the causes of its error', () => {
  const { lines, options } = collect({ level: 'warn', format: 'plain' });
  const error = new Error('could not write', { cause: new Error('no space left\non device') });
  createLogger(options).error('the disk is full', { error });
  expect(lines).toEqual(['vigilmon: error: the disk is full: could not write: no space left on device\n']);
});

test.each(['json', 'plain'] as const)('a message that quotes a credential loses it: %s', (format) => {
  const { lines, options } = collect({ level: 'warn', format });
  const error = new Error('POST http://me:hunter2@127.0.0.1/ failed');
  createLogger(options).warn('the address http://me:hunter2@127.0.0.1/ is not answered', { error });
  expect(lines[0]).toContain('the address http://***@127.0.0.1/ is not answered');
  expect(lines[0]).toContain('POST http://***@127.0.0.1/ failed');
  expect(lines[0]).not.toContain('hunter2');
});

test('text from outside cannot control a terminal, neither at once nor when the file is shown', () => {
  const outside = 'a\u001b[2J\u009b2J\u202eb';
  const plain = collect({ level: 'warn', format: 'plain' });
  createLogger(plain.options).warn(outside, { error: new Error(outside) });
  expect(plain.lines).toEqual(['vigilmon: warn: a [2J 2J b: a [2J 2J b\n']);
  const json = collect({ level: 'warn', format: 'json' });
  createLogger(json.options).warn(outside);
  expect(json.lines[0]).toMatch(/^[\u0020-\u007e]+\n$/);
  expect(JSON.parse(json.lines[0] ?? '')).toMatchObject({ message: outside });
});

test('messages below the level are dropped, in each logger by its own level', () => {
  const quiet = collect({ level: 'error', format: 'plain' });
  const chatty = collect({ level: 'debug', format: 'plain' });
  const logger = teeLogger(createLogger(quiet.options), createLogger(chatty.options));
  logger.debug('a');
  logger.info('b');
  logger.error('c');
  expect(quiet.lines).toEqual(['vigilmon: error: c\n']);
  expect(chatty.lines).toHaveLength(3);
});

test('a log file is private and is rotated at its size limit', () => {
  const file = join(directory, 'vigilmon.log');
  const log = openLogFile({ file, maxBytes: 10, onError: () => expect.unreachable() });
  log.write('first line\n');
  log.write('second line\n');
  log.write('third line\n');
  log.close();
  expect(readFileSync(file, 'utf8')).toBe('third line\n');
  expect(readFileSync(`${file}.1`, 'utf8')).toBe('second line\n');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a line that cannot be written is reported, and logging continues with the next one', () => {
  const errors: unknown[] = [];
  const file = join(directory, 'vigilmon.log');
  const log = openLogFile({ file, maxBytes: 1, onError: (error) => errors.push(error) });
  log.write('a line\n');
  rmSync(file); // makes its rotation fail
  log.write('a lost line\n');
  log.write('the next line\n');
  expect(errors).toHaveLength(1);
  expect(readFileSync(file, 'utf8')).toBe('the next line\n');
  log.close();
});
