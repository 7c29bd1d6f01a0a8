import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { monitorStates } from '../../electron/contract/model/state.ts';
import { parseArguments } from '../../electron/headless/cli/arguments.ts';
import { checkLines } from '../../electron/headless/cli/check.ts';
import { apply, exportConfig, reportLines } from '../../electron/headless/cli/config.ts';
import { ping } from '../../electron/headless/cli/ping.ts';
import { prepareJobOutput } from '../../electron/headless/cli/run/job-output.ts';
import { readRunOptions } from '../../electron/headless/cli/run/run-options.ts';
import { runMonitored, type RunSurroundings } from '../../electron/headless/cli/run/run-job.ts';
import { status as printStatus, statusLines } from '../../electron/headless/cli/status.ts';
import { commandUsages, type CliWords } from '../../electron/headless/cli/usage.ts';
import type { Terminal } from '../../electron/headless/terminal.ts';
import { monitor, overview } from '../main/tray/overviews.ts';
import { outsideBrackets, pseudoWording } from '../support/pseudo-wording.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const words = pseudoWording.cli;
const strayWords = (text: string): readonly string[] => outsideBrackets(text).match(/\p{L}+/gu) ?? [];

/** What it answers, without the names of commands and options, which are the same in every language. */
function strayInAnswer(argv: readonly string[]): readonly string[] {
  const parsed = parseArguments(argv, {});
  const text = parsed.ok ? (parsed.value.is === 'help' ? parsed.value.text(words) : 'accepted') : parsed.mistake(words);
  return strayWords(text.replace(/--[a-z-]+/g, '')).filter((word) => !Object.hasOwn(commandUsages, word));
}

describe('the command line says nothing that is not in the catalogue', () => {
  test.each([['--help'], ...Object.keys(commandUsages).map((name) => [name, '--help'])])(
    'vigilmon %s %s',
    (...argv) => {
      expect(strayInAnswer(argv.filter((word) => typeof word === 'string'))).toEqual([]);
    },
  );

  test.each([
    '',
    '1',
    'serve --1',
    'serve --port',
    'serve --port 1a',
    'serve --host=',
    'serve --data=',
    'serve --no-ui=1',
    'serve 1',
    'check',
    'check 1 --status 1',
    'check 1 --contains=',
    'maintenance 1',
    'maintenance end',
    'maintenance start',
    'maintenance start --all --from 1',
    'maintenance add --all --days 1',
    'ping 1 --start --fail',
    'ping 1 --exit 4294967296',
    'run 1',
  ])('where it refuses: vigilmon %s', (line) => {
    expect(strayInAnswer(line === '' ? [] : line.split(' '))).toEqual([]);
  });

  test('in the status', () => {
    const monitors = monitorStates.map((state, index) => monitor(String(index), state, { responseTime: 12 }));
    for (const each of [monitors, []]) {
      expect(statusLines(overview('up', each), 300_000, words).flatMap(strayWords)).toEqual([]);
    }
  });

  test('in a check', () => {
    const check = {
      at: 0,
      verdict: 'fail',
      responseTime: 12,
      phases: { dns: 1, connect: 1, tls: 1, firstByte: 1, download: 1 },
      failure: null,
      assertions: [
        {
          assertion: { on: 'header', path: '1', is: 'exists', value: true },
          passed: true,
          actual: '2',
          finding: null,
          note: null,
          message: '',
        },
      ],
      unhealthy: [{ name: '1', detail: '2' }],
      response: {
        status: 503,
        httpVersion: '1.1',
        headers: {},
        body: '',
        bodyBytes: 2,
        bodyTruncated: false,
        finalUrl: '1',
      },
      certificate: { validTo: 0, issuer: '1', subject: '', fingerprint: '' },
    } as const;
    for (const verdict of ['fail', 'pass'] as const) {
      expect(checkLines('1', { ...check, verdict }, pseudoWording).flatMap(strayWords)).toEqual([]);
    }
  });

  test('in the report of an apply', () => {
    const report = { created: ['1'], updated: ['2'], removed: ['3'], unchanged: 4 };
    expect(reportLines(report, words).flatMap(strayWords)).toEqual([]);
    expect(reportLines({ ...report, created: [], updated: [], removed: [] }, words).flatMap(strayWords)).toEqual([]);
  });

  describe('in what a command prints', () => {
    async function printed(command: (terminal: Terminal) => Promise<number>): Promise<readonly string[]> {
      const lines: string[] = [];
      const print = (line: string): void => void lines.push(line);
      await command({ out: print, err: print, env: {}, wording: pseudoWording });
      return lines;
    }
    const runOptions = readRunOptions({}).options;
    const surroundingsOf = (terminal: Terminal): RunSurroundings => ({
      openOutput: prepareJobOutput(true),
      isInteractive: true,
      openTerminal: () => Promise.resolve(terminal),
      deliverLater: () => undefined,
    });
    const strayLines = (lines: readonly string[]): readonly string[] =>
      lines.flatMap((line) => strayWords(line.replace(/^vigilmon: /u, '').replaceAll(directory, '')));

    let directory: string;
    let url: string;
    let status = 200;
    beforeEach(async () => {
      directory = tempDirectory(onTestFinished);
      const server = createServer((_, response) => void response.writeHead(status).end('1')).listen(0, '127.0.0.1');
      await once(server, 'listening');
      onTestFinished(() => void server.close());
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/1`;
    });

    test.each([
      ['a target that is none', 200, () => '1'],
      ['a ping that is refused', 404, () => url],
      ['a Vigilmon that does not respond', 200, () => 'http://127.0.0.1:1/1'],
    ])('about %s', async (_, answered, target) => {
      status = answered;
      const options = { target: target(), dataDirectory: directory } as const;
      const pinged = await printed((terminal) => ping({ ...options, signal: '' }, terminal));
      expect(pinged).toHaveLength(1);
      expect(strayLines(pinged)).toEqual([]);
      const job = { ...options, command: ['/0/1/2'], options: runOptions, mistake: null };
      const ran = await printed((terminal) => runMonitored(job, surroundingsOf(terminal)));
      expect(ran.length).toBeGreaterThan(0);
      expect(strayLines(ran)).toEqual([]);
    });

    test('where a job cannot be run, or its pings be saved', async () => {
      const target = '1'.repeat(16);
      writeFileSync(join(directory, 'spool'), '');
      const mistake = (words: CliWords): string => words.mistakes.timeout;
      const dataDirectory = join(directory, 'spool');
      const job = { target, dataDirectory, command: [directory], options: runOptions, mistake };
      const ran = await printed((terminal) => runMonitored(job, surroundingsOf(terminal)));
      expect(ran.length).toBeGreaterThan(1);
      expect(strayLines(ran.map((line) => line.replace(/\bE[A-Z]+\b/gu, '')))).toEqual([]);
    });

    test('without a Vigilmon that runs, or the file', async () => {
      const options = { dataDirectory: directory, isJson: false };
      const lines = [
        ...(await printed((terminal) => printStatus(options, terminal))),
        ...(await printed((terminal) => apply({ ...options, file: directory }, terminal))),
        ...(await printed((terminal) => apply({ ...options, file: join(directory, '1') }, terminal))),
        ...(await printed((terminal) => exportConfig(options, terminal))),
      ];
      expect(lines).toHaveLength(4);
      expect(strayLines(lines)).toEqual([]);
    });
  });
});
