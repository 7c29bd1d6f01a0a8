/** Hostile targets of each kind: what a server, a program or a daemon may send, and the monitor that checks it. */
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { MonitorInputOf, ProbedKind } from '../../../electron/contract/monitors/registry.ts';
import { startDnsServer } from '../../support/dns-server.ts';
import type { ProbedInput } from '../../support/probed.ts';
import { tempDirectory } from '../../support/temp-directory.ts';

/** A name, and what makes the target and its monitor. */
type HostileCase = readonly [string, () => Promise<ProbedInput>];

const timeout = '2s';
const mebibyte = Buffer.alloc(1_048_576, 'x');
/** Far more than anything that is kept, and an end for the test. */
const floodBytes = 100 * mebibyte.length;

/** Pseudorandom, the same every time. */
function noise(length: number, seed: number): Buffer {
  let state = seed;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    }),
  );
}

type Say = (socket: Socket) => void;

const saying =
  (...bytes: readonly (string | Buffer)[]): Say =>
  (socket) => {
    for (const part of bytes) socket.write(part);
    socket.end();
  };

/** As fast as it is read. */
const flooding =
  (head: string): Say =>
  (socket) => {
    let left = floodBytes;
    socket.write(head);
    const more = (): void => {
      while (left > 0 && !socket.destroyed) {
        left -= mebibyte.length;
        if (!socket.write(mebibyte)) return;
      }
      socket.end();
    };
    socket.on('drain', more);
    more();
  };

/** Says the same to everybody, as soon as they have said something or at once. @returns its port, or null at a path. */
async function listen(say: Say, { path, atOnce = false }: { path?: string; atOnce?: boolean } = {}): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    if (atOnce) say(socket);
    else socket.once('data', () => say(socket));
  });
  await new Promise<void>((resolve) => {
    if (path === undefined) server.listen(0, '127.0.0.1', resolve);
    else server.listen(path, resolve);
  });
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return path === undefined ? (server.address() as AddressInfo).port : 0;
}

function reply(body: string | Buffer, status = 200, headers = ''): Say {
  const length = String(Buffer.byteLength(body));
  return saying(`HTTP/1.1 ${String(status)} X\r\n${headers}content-length: ${length}\r\n\r\n`, body);
}

const json = (value: unknown): Say => reply(JSON.stringify(value));
const chunkedFlood = flooding('HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\n\r\n');

/** For every kind that speaks HTTP. */
const brokenHttp: readonly (readonly [string, Say])[] = [
  ['nothing', saying('')],
  ['noise', saying(noise(5_000, 1))],
  ['no HTTP', saying('SSH-2.0-OpenSSH_9.9\r\n')],
  ['half a status line', saying('HTTP/1.1 2')],
  ['a status without meaning', saying('HTTP/1.1 999999 \u001b[31mred\u202e\r\n\r\n')],
  ['endless headers', flooding('HTTP/1.1 200 OK\r\nx: ')],
  ['a length that is no number', saying('HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nabc')],
  ['a broken chunk', saying('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc')],
  ['broken compression', saying('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nabcde')],
  ['a redirect to itself', saying('HTTP/1.1 302 X\r\nlocation: /\r\ncontent-length: 0\r\n\r\n')],
  ['a redirect to nowhere', saying('HTTP/1.1 302 X\r\nlocation: http://[::\r\ncontent-length: 0\r\n\r\n')],
];

function overHttp(cases: readonly (readonly [string, Say])[], input: (origin: string) => ProbedInput): HostileCase[] {
  return cases.map(([name, say]) => [name, async () => input(`http://127.0.0.1:${String(await listen(say))}`)]);
}

const tcpCases: readonly HostileCase[] = [
  ['noise', saying(noise(100_000, 2))],
  ['endless text', flooding('220 ')],
  ['terminal sequences', saying('\u001b]0;evil\u0007\u001b[2J\u202e220')],
].map(([name, say]) => [
  name as string,
  async () => ({
    kind: 'tcp',
    host: '127.0.0.1',
    port: await listen(say as Say, { atOnce: true }),
    timeout,
    assertions: [{ on: 'response', is: 'contains', value: 'ready' }],
  }),
]);

/** A program of that name comes first in the path. */
function replaceProgram(name: string, script: string): void {
  const directory = tempDirectory(onTestFinished);
  writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, name), 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = [directory, before].join(delimiter);
  onTestFinished(() => {
    process.env['PATH'] = before;
  });
}

const pingCases: readonly HostileCase[] = [
  ['nothing', 'exit 0'],
  ['noise', 'head -c 50000 /dev/urandom'],
  ['100 MB', 'head -c 100000000 /dev/zero'],
  ['times that are no numbers', "echo '64 bytes: time=NaN ms'; echo 'time=-5 ms'; echo 'time=1e9 ms'"],
  ['times in other digits', "echo '64 bytes: time=\u0661\u0662\u066b\u0663 ms'"],
  ['a line per reply that says nothing', 'yes reply | head -n 100000'],
  ['terminal sequences', "printf '\\033[2J\\033]0;evil\\007' >&2; exit 2"],
  ['a locale without English', "echo 'Zeitueberschreitung der Anforderung.'; exit 1"],
].map(([name = '', script = '']) => [
  name,
  () => {
    replaceProgram('ping', script);
    return Promise.resolve({ kind: 'ping', host: '127.0.0.1', timeout });
  },
]);

/** The question's id, then this. */
function answering(...bytes: readonly (number | Buffer)[]): (question: Buffer) => Buffer {
  const rest = Buffer.concat(bytes.map((part) => (typeof part === 'number' ? Buffer.from([part]) : part)));
  return (question) => Buffer.concat([question.subarray(0, 2), rest]);
}

/** The question is repeated, as it must be. */
function withRecord(...record: readonly number[]): (question: Buffer) => Buffer {
  return (question) => {
    const head = Buffer.from(question.subarray(0, question.indexOf(0, 12) + 5));
    head.writeUInt16BE(0x8180, 2);
    head.writeUInt16BE(1, 6);
    head.writeUInt32BE(0, 8);
    return Buffer.concat([head, Buffer.from(record)]);
  };
}

const dnsCases: readonly HostileCase[] = (
  [
    ['noise', answering(noise(400, 3))],
    ['two bytes', answering()],
    ['a header alone', answering(0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0)],
    ['65,535 answers that are not there', answering(0x81, 0x80, 0, 1, 0xff, 0xff, 0, 0, 0, 0)],
    ['a name that points to itself', withRecord(0xc0, 29, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4)],
    ['a name beyond the end', withRecord(0xff, 0xff, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4)],
    ['data beyond the end', withRecord(0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0xff, 0xff, 1)],
    ['an address of three bytes', withRecord(0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 3, 1, 2, 3)],
    ['another id', () => Buffer.from([1, 2, 0x81, 0x80, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['the question', (question) => question],
    ['60 kB', answering(noise(60_000, 4))],
  ] satisfies readonly (readonly [string, (question: Buffer) => Buffer])[]
).map(([name, raw]) => [
  name,
  async () => {
    const { address } = await startDnsServer({ records: {}, raw });
    return { kind: 'dns', host: 'example.test', resolver: address, timeout: '800ms' };
  },
]);

const certificateCases: readonly HostileCase[] = (
  [
    ['nothing', saying('')],
    ['noise', saying(noise(5_000, 5))],
    ['plain text', saying('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['an alert', saying(Buffer.from([21, 3, 3, 0, 2, 2, 40]))],
    ['half a record', saying(Buffer.from([22, 3, 3, 0x40, 0, 2, 0]))],
    ['a handshake of noise', saying(Buffer.from([22, 3, 3, 1, 0]), noise(256, 6))],
    ['an endless handshake', flooding('\u0016\u0003\u0003')],
  ] satisfies readonly (readonly [string, Say])[]
).flatMap(([name, say]) =>
  (['none', 'smtp'] as const).map((startTls): HostileCase => [
    `${name}, STARTTLS ${startTls}`,
    async () => ({
      kind: 'certificate',
      host: '127.0.0.1',
      port: await listen(say, { atOnce: startTls !== 'none' }),
      startTls,
      timeout,
    }),
  ]),
);

function running(script: string): MonitorInputOf<'command'> {
  return { kind: 'command', command: ['sh', '-c', script], timeout: '20s', interval: '60s' };
}

const commandCases: readonly HostileCase[] = (
  [
    ['100 MB', running('head -c 100000000 /dev/zero; exit 2')],
    ['100 MB of errors', running('head -c 100000000 /dev/urandom >&2; exit 2')],
    ['terminal sequences', running("printf '\\033]0;evil\\007\\033[2J\\342\\200\\256BAD|a=1'; exit 2")],
    ['invalid UTF-8', running("printf '\\377\\376\\300\\200 BAD|\\377=1;\\377'; exit 2")],
    ['figures without end', running(`yes "'x'=1e999;;; =" | head -c 1000000; exit 2`)],
    ['a hundred thousand lines', running('yes "|a=NaN" | head -n 100000; exit 2')],
    ['its own death', running('kill -9 $$')],
    ['no program', { kind: 'command', command: ['/nowhere/\u001b[31m/check'] }],
    ['a directory', { kind: 'command', command: ['/tmp'] }],
  ] satisfies readonly (readonly [string, MonitorInputOf<'command'>])[]
).map(([name, input]) => [name, () => Promise.resolve(input)]);

const containerCases: readonly HostileCase[] = (
  [
    ...brokenHttp,
    ['an endless body', chunkedFlood],
    ['no JSON', reply('<html>')],
    ['null', json(null)],
    ['a list', json([])],
    ['a state that is none', json({ State: { Status: { a: 1 } } })],
    ['a hostile state', json({ Name: '\u001b[31m/x', State: { Status: '\u202eexited\u0000', ExitCode: 1e308 } })],
    ['an endless log', json({ State: { Status: 'running', Health: { Status: 'unhealthy', Log: logs(20_000) } } })],
    ['an error in pictures', reply(JSON.stringify({ message: `\u001b[31m${'💥'.repeat(5_000)}` }), 500)],
  ] satisfies readonly (readonly [string, Say])[]
).map(([name, say]) => [
  name,
  async () => {
    const socket = join(tempDirectory(onTestFinished), 'engine.sock');
    await listen(say, { path: socket });
    return { kind: 'container', container: 'shop', socket, timeout };
  },
]);

function logs(count: number): readonly object[] {
  return Array.from({ length: count }, () => ({ Start: 'soon', ExitCode: 'one', Output: '\u001b[31mx'.repeat(5) }));
}

const registration = (part: object): Say => json({ objectClassName: 'domain', ...part });
const registryCases: readonly (readonly [string, Say])[] = [
  ...brokenHttp,
  ['an endless body', chunkedFlood],
  ['no JSON', reply('<html>')],
  ['deep JSON', reply('['.repeat(500_000))],
  ['null', json(null)],
  ['another object', json({ objectClassName: 'entity' })],
  ['no date', registration({ events: [{ eventAction: 'expiration', eventDate: 'soon' }] })],
  [
    'a date beyond all',
    registration({ events: [{ eventAction: 'expiration', eventDate: '+999999-01-01T00:00:00Z' }] }),
  ],
  ['events that are none', registration({ events: Array.from({ length: 20_000 }, () => null), entities: 5 })],
  ['a hostile registrar', registration({ status: Array.from({ length: 5_000 }, () => '\u001b[31mx\u202e') })],
  ['an error', reply('\u001b[31m'.repeat(1_000), 503)],
];

const vector = (result: unknown): Say => json({ status: 'success', data: { resultType: 'vector', result } });
const sampleOf = (value: unknown): object => ({ metric: { __name__: '\u001b[31mx' }, value: [1, value] });
const prometheusCases: readonly (readonly [string, Say])[] = [
  ...brokenHttp,
  ['an endless body', chunkedFlood],
  ['no JSON', reply('<html>')],
  ['deep JSON', reply('['.repeat(500_000))],
  ['no vector', json({ status: 'success', data: { resultType: 'vector', result: {} } })],
  ['NaN', vector([sampleOf('NaN')])],
  ['no value', vector([sampleOf('')])],
  ['infinity', vector([sampleOf('+Inf')])],
  ['an overflow', vector([sampleOf('1e999')])],
  ['a number that is no text', vector([sampleOf(5)])],
  ['ten thousand series', vector(Array.from({ length: 10_000 }, (_, index) => sampleOf(String(100 + index))))],
  ['a long name', vector([{ metric: { x: '\u202e💥'.repeat(10_000) }, value: [1, '100'] }])],
  ['an error in pictures', json({ status: 'error', error: `\u001b[31m${'💥'.repeat(5_000)}` })],
];

export const hostileCases: Readonly<Record<ProbedKind, readonly HostileCase[]>> = {
  http: overHttp([...brokenHttp, ['an error without end', flooding('HTTP/1.1 500 X\r\n\r\n')]], (origin) => ({
    kind: 'http',
    url: `${origin}/`,
    timeout,
    assertions: [{ on: 'body', is: 'contains', value: 'ready' }],
  })),
  tcp: tcpCases,
  ping: pingCases,
  dns: dnsCases,
  certificate: certificateCases,
  command: commandCases,
  container: containerCases,
  domain: overHttp(registryCases, (origin) => ({
    kind: 'domain',
    domain: 'example.test',
    server: `${origin}/`,
    timeout,
    assertions: [{ on: 'domainDays', is: 'lessThan', value: 0 }],
  })),
  metric: overHttp(prometheusCases, (origin) => ({
    kind: 'metric',
    url: origin,
    query: 'x',
    timeout,
    assertions: [{ on: 'value', is: 'lessThan', value: 10 }],
  })),
};
