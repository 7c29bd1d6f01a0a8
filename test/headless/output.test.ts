import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { MonitorState, MonitorSummary, Overview } from '../../electron/contract/model/state.ts';
import type { WordedCheckDetail } from '../../electron/contract/worded.ts';
import { failureInEnglish } from '../support/in-english.ts';
import { monitorStates } from '../../electron/contract/model/state.ts';
import { printable } from '../../electron/contract/plain-text.ts';
import { en, english as language } from '../../electron/engine/wording/en.ts';
import { columnsOf } from '../../electron/engine/wording/columns.ts';
import { formatFor } from '../../electron/engine/wording/format.ts';
import { checkLines } from '../../electron/headless/cli/check.ts';
import { reportLines } from '../../electron/headless/cli/config.ts';
import { printError, printJson } from '../../electron/headless/cli/report.ts';
import { sendPing } from '../../electron/headless/cli/send-ping.ts';
import { statusLines } from '../../electron/headless/cli/status.ts';
import { commandHelp, programHelp } from '../../electron/headless/cli/usage.ts';
import { monitorSummary } from '../support/monitor-summary.ts';

const now = Date.UTC(2026, 0, 5, 12);
const english = formatFor('en-GB', language);

function monitor(name: string, state: MonitorState, more: Partial<MonitorSummary> = {}): MonitorSummary {
  const id = name.toLowerCase();
  const times = { since: now - 252_000, lastCheckAt: now };
  return monitorSummary({ id, name, state, target: 'http://127.0.0.1/', ...times, ...more });
}

function overview(monitors: readonly MonitorSummary[]): Overview {
  const count = (state: MonitorState): number => monitors.filter((each) => each.state === state).length;
  const counts = Object.fromEntries(monitorStates.map((state) => [state, count(state)])) as Overview['counts'];
  return { state: 'up', connection: 'online', counts, muted: 0, hasPausedTogether: false, monitors };
}

test('the status shows the worst first, then by name', () => {
  const monitors = [
    monitor('Website', 'up', { responseTime: 51.6 }),
    monitor('Backup', 'paused'),
    monitor('Shop API', 'down', { reason: 'status 503, expected 200' }),
    monitor('Blog', 'up', { responseTime: 7 }),
  ];
  expect(statusLines(overview(monitors), now, en.cli)).toEqual([
    'DOWN      Shop API  for 4 min 12 s    status 503, expected 200',
    'UP        Blog      for 4 min 12 s    7 ms',
    'UP        Website   for 4 min 12 s    52 ms',
    'PAUSED    Backup    for 4 min 12 s',
    '',
    '1 down, 2 up, 1 paused',
  ]);
});

test('the status has what else a monitor is about instead of its response time', () => {
  const about = (figure: MonitorSummary['figure']) => monitor('m', 'up', { responseTime: 7, figure });
  const figures = [
    { name: 'days', value: 1, unit: 'd' },
    { name: 'days', value: -1, unit: 'd' },
    { name: 'value', value: 1_640.5, unit: '' },
    { name: 'value', value: 12, unit: '%' },
  ] as const;
  const lines = statusLines(overview(figures.map(about)), now, en.cli).slice(0, figures.length);
  expect(lines.map((line) => line.split('    ').at(-1))).toEqual(['1 day left', 'expired', '1,640.5', '12 %']);
});

test('a long name moves the other columns with it', () => {
  const [long = '', short = ''] = statusLines(
    overview([monitor('a'.repeat(60), 'up'), monitor('b', 'up')]),
    now,
    en.cli,
  );
  expect(long.indexOf('for')).toBe(short.indexOf('for'));
});

test('columns stand below each other whatever is in a name', () => {
  const columns = { b: 1, 東京サーバー: 12, 'Cafe\u0301': 4, '🇩🇪 Shop': 7, ﾊﾞｯｸ: 4, 한국: 4, 'a—b': 3 };
  expect(Object.keys(columns).map(columnsOf)).toEqual(Object.values(columns));
  const names = Object.keys(columns);
  const lines = statusLines(overview(names.map((name) => monitor(name, 'up'))), now, en.cli).slice(0, names.length);
  const ends = lines.map((line) => columnsOf(line.slice(0, line.indexOf('for'))));
  expect(new Set(ends)).toEqual(new Set([24]));
});

test('help keeps within the terminal, below the command where there is no room beside it', () => {
  for (const columns of [40, 60, 80, 200]) {
    const lines = [programHelp(en.cli, columns), commandHelp('maintenance', en.cli, columns)].join('\n').split('\n');
    expect(lines.filter((line) => line.length > columns && !line.startsWith('Usage') && line.includes('  '))).toEqual(
      [],
    );
    expect(lines.join(' ').replace(/\s+/g, ' ')).toBe(
      [programHelp(en.cli), commandHelp('maintenance', en.cli)].join(' ').replace(/\s+/g, ' '),
    );
  }
});

test('every state has its place in the status', () => {
  const lines = statusLines(overview(monitorStates.map((state) => monitor(state, state))), now, en.cli);
  for (const state of monitorStates) expect(lines.at(-1)).toContain(`1 ${en.cli.status.states[state]}`);
});

test('the status of nothing says so', () => {
  expect(statusLines(overview([]), now, en.cli)).toEqual(['no monitors yet']);
});

test('text from outside cannot command the terminal', () => {
  expect(printable('a\u001b[31mb\r\nc\u009b2Jd\u0007')).toBe('a [31mb c 2Jd ');
  const [line] = statusLines(
    overview([monitor('x\u001b]0;title\u0007', 'down', { reason: '\u001b[2J' })]),
    now,
    en.cli,
  );
  // eslint-disable-next-line no-control-regex -- the very thing that must not be there
  expect(line).not.toMatch(/[\u0000-\u001f]/);
});

test('neither a check nor a ping repeats what commands the terminal', async () => {
  const outside = 'a\u001b[2J\u009b2J\u202eb\nc';
  const lines = checkLines(
    'http://127.0.0.1/',
    {
      ...check,
      failure: failureInEnglish({ code: 'prose', facts: { kind: 'assertion', text: outside } }),
      unhealthy: [{ name: outside, detail: outside }],
      certificate: { validTo: now, issuer: outside, subject: '', fingerprint: '' },
    },
    en,
  );
  expect(lines[0]).toBe('http://127.0.0.1/: failed in 52 ms: a [2J 2J b c');
  expect(lines.join('')).toMatch(/^[\u0020-\u007e]+$/);
  let status = 200;
  const server = createServer((_, response) => void response.writeHead(status).end(outside)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/token`;
  expect(await sendPing({ url, body: '' })).toEqual({ is: 'taken', text: 'a [2J 2J b c' });
  status = 404;
  expect(await sendPing({ url, body: '' })).toEqual({
    is: 'refused',
    status: 404,
    text: 'a [2J 2J b c',
  });
});

test('text from outside cannot turn the direction of a line', () => {
  const turned = monitor('safe\u202Egnp.exe\u2066', 'down', { reason: 'a\u2029b\u202Dc' });
  expect(statusLines(overview([turned]), now, en.cli)[0]).toMatch(/^DOWN +safe gnp\.exe +for 4 min 12 s +a b c$/);
});

test('JSON for scripts holds the same text with nothing in it that commands a terminal', () => {
  const outside = { name: 'a\u009b2J\u001b[31m\u202Eb', reason: 'line\nend' };
  const said: string[] = [];
  printJson(outside, {
    out: (text) => void said.push(text),
    err: () => undefined,

    env: {},
    wording: en,
  });
  // eslint-disable-next-line no-control-regex -- the very thing that must not be there
  expect(said[0]).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  expect(JSON.parse(said[0] ?? '')).toEqual(outside);
});

const check: WordedCheckDetail = {
  at: now,
  verdict: 'fail',
  responseTime: 52.4,
  phases: { dns: 1.25, connect: 0.4, tls: null, firstByte: 48, download: 2 },
  failure: failureInEnglish({
    code: 'prose',
    facts: { kind: 'assertion', text: 'status 503, expected 200; database: error' },
  }),
  assertions: [
    {
      assertion: { on: 'status', is: 'equals', value: 200 },
      passed: false,
      actual: '503',
      finding: { code: 'differs', facts: { found: ['503'], more: 0, expected: ['200'] } },
      note: null,
      message: 'status 503, expected 200',
    },
    {
      assertion: { on: 'header', is: 'exists', path: 'X-Request-Id' },
      passed: true,
      actual: 'abc',
      finding: null,
      note: null,
      message: '',
    },
  ],
  unhealthy: [{ name: 'database', detail: 'error' }],
  response: {
    status: 503,
    httpVersion: '1.1',
    headers: {},
    body: '{}',
    bodyBytes: 2,
    bodyTruncated: false,
    finalUrl: 'http://127.0.0.1/health/',
  },
  certificate: { validTo: Date.UTC(2027, 1, 1), issuer: 'Example CA', subject: 'example.com', fingerprint: 'ab' },
};

test('a check shows its verdict, answer, phases, certificate and assertions', () => {
  expect(checkLines('http://127.0.0.1/health', check, en)).toEqual([
    'http://127.0.0.1/health: failed in 52 ms: status 503, expected 200; database: error',
    '  response     status 503, HTTP/1.1, 2 bytes',
    '  redirected   http://127.0.0.1/health/',
    '  DNS          1.3 ms',
    '  connect      0.4 ms',
    '  first byte   48 ms',
    '  download     2 ms',
    '  certificate  valid until 1 Feb 2027, issued by Example CA',
    '  failed       status 503, expected 200',
    '  passed       header x-request-id: abc',
    '  unhealthy    database: error',
  ]);
});

test('a check without a result says so, and names the time of a quick one', () => {
  const none = { ...check, responseTime: null, response: null, phases: null, certificate: null, assertions: [] };
  const failure = { code: 'ping-unavailable', kind: 'internal', message: 'this computer has no ping', reasons: [] };
  const inconclusive = { ...none, unhealthy: [], verdict: 'inconclusive', failure } as unknown as WordedCheckDetail;
  expect(checkLines('ping://router', inconclusive, en)).toEqual([
    'ping://router: no result: this computer has no ping',
  ]);
  const quick: WordedCheckDetail = { ...none, unhealthy: [], verdict: 'pass', responseTime: 0.038 };
  expect(checkLines('ping://router', quick, en)).toEqual(['ping://router: passed in 0.04 ms']);
});

test('a check shows what its kind has found, line by line', () => {
  const evidence = [
    { name: 'output', type: 'block', text: 'DISK OK\n\u001b[2J/ 20 %' },
    { name: 'exitCode', type: 'line', text: '0' },
    { name: 'expires', type: 'moment', at: Date.UTC(2027, 1, 1) },
    { name: 'roundTrip', type: 'times', ms: [0.021, 1.25, 12.6] },
  ] as const;
  const passed: WordedCheckDetail = { ...check, verdict: 'pass', response: null, phases: null, certificate: null };
  const lines = checkLines('command:check_disk', { ...passed, assertions: [], unhealthy: [], evidence }, en);
  expect(lines.slice(1)).toEqual([
    '  output       DISK OK',
    '                [2J/ 20 %',
    '  exit code    0',
    '  expires      1 Feb 2027, 00:00 UTC',
    '  round trip   0.02 ms / 1.3 ms / 13 ms',
  ]);
});

test('a table has its columns side by side, near times with seconds, and far ones as days', () => {
  const evidence = [
    {
      name: 'healthLog',
      type: 'table',
      columns: ['at', 'exitCode', 'output'],
      rows: [
        [check.at - 30_000, '0', '200 OK'],
        ['never', '1', 'refused\nagain'],
      ],
    },
    { name: 'chain', type: 'table', columns: ['subject', 'expires'], rows: [['a.example', Date.UTC(2099, 1, 1, 12)]] },
    // As earlier versions kept it.
    { name: 'answer', type: 'block', text: 'a < b' },
  ] as const;
  const passed: WordedCheckDetail = { ...check, verdict: 'pass', response: null, phases: null, certificate: null };
  const lines = checkLines('cert://a.example', { ...passed, assertions: [], unhealthy: [], evidence }, en);
  const near = english.instant(check.at - 30_000);
  expect(lines.slice(1)).toEqual([
    `  health checks ${'time'.padEnd(near.length)}  exit code  output`,
    `                ${near}  0          200 OK`,
    `                ${'never'.padEnd(near.length)}  1          refused`,
    `                ${' '.repeat(near.length)}             again`,
    '  chain         subject    expires',
    '                a.example  1 Feb 2099',
    '  answer        a < b',
  ]);
});

test('a check that never got an answer shows why', () => {
  const failed: WordedCheckDetail = {
    ...check,
    responseTime: null,
    phases: null,
    failure: failureInEnglish({ code: 'connection-refused', facts: { peer: '127.0.0.1:9' } }),
    assertions: [],
    unhealthy: [],
    response: null,
    certificate: null,
  };
  expect(checkLines('http://127.0.0.1:1/', failed, en)).toEqual([
    'http://127.0.0.1:1/: failed: connection refused by 127.0.0.1:9',
  ]);
});

test('what an apply did is told by id', () => {
  expect(reportLines({ created: ['a', 'b'], updated: [], removed: ['c'], unchanged: 4 }, en.cli)).toEqual([
    'created a, b',
    'removed c',
    '4 unchanged',
  ]);
  expect(reportLines({ created: [], updated: [], removed: [], unchanged: 4 }, en.cli)).toEqual(['no changes']);
});

test('an error is one line for each field, with the file in front', () => {
  const lines: string[] = [];
  const terminal = {
    out: () => {},
    err: (line: string) => void lines.push(line),

    env: {},
    wording: en,
  };
  const fields = { 'monitors.0.url, line 4': 'is required', 'rules, line 9': 'must be a list' };
  expect(printError({ code: 'invalid', message: 'x', fields }, terminal, 'vigilmon.yaml')).toBe(1);
  printError({ code: 'unavailable', message: 'no Vigilmon is running' }, terminal);
  printError({ code: 'invalid', message: 'is empty' }, terminal, '-');
  expect(lines).toEqual([
    'vigilmon.yaml: monitors.0.url, line 4: is required',
    'vigilmon.yaml: rules, line 9: must be a list',
    'vigilmon: no Vigilmon is running',
    'standard input: is empty',
  ]);
});
