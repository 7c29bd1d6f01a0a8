import { describe, expect, test } from 'vitest';
import { monitorStates } from '../../electron/contract/model/state.ts';
import { parseArguments } from '../../electron/headless/cli/arguments.ts';
import { checkLines } from '../../electron/headless/cli/check.ts';
import { reportLines } from '../../electron/headless/cli/config.ts';
import { statusLines } from '../../electron/headless/cli/status.ts';
import { commandUsages } from '../../electron/headless/cli/usage.ts';
import { monitor, overview } from '../main/tray/overviews.ts';
import { outsideBrackets, pseudoWording } from '../support/pseudo-wording.ts';

const words = pseudoWording.cli;
const strayWords = (text: string): readonly string[] => outsideBrackets(text).match(/\p{L}+/gu) ?? [];

/** What it answers, without the names of commands and options, which are the same in every language. */
function strayInAnswer(argv: readonly string[]): readonly string[] {
  const parsed = parseArguments(argv, {}, words);
  const text = parsed.ok ? (parsed.value.is === 'help' ? parsed.value.text : 'accepted') : parsed.error.message;
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
    'ping 1 --start --fail',
    'ping 1 --exit 256',
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
      assertions: [],
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
      expect(checkLines('1', { ...check, verdict }, words).flatMap(strayWords)).toEqual([]);
    }
  });

  test('in the report of an apply', () => {
    const report = { created: ['1'], updated: ['2'], removed: ['3'], unchanged: 4 };
    expect(reportLines(report, words).flatMap(strayWords)).toEqual([]);
    expect(reportLines({ ...report, created: [], updated: [], removed: [] }, words).flatMap(strayWords)).toEqual([]);
  });
});
