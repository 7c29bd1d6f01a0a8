/** Responses that break the letter of HTTP: those that curl and browsers read pass, the others say what is wrong. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHead } from '../../../../electron/engine/kinds/http/response-head.ts';
import { startTargetServer, type TargetServer } from '../../../support/target-server.ts';
import { check, failureOf } from './rig.ts';

let server: TargetServer;
beforeAll(async () => {
  server = await startTargetServer();
});
afterAll(() => server.close());

const length = 'Content-Length: 2\r\n\r\nok';

describe.each([
  ['and closes the connection', false],
  ['and leaves the connection open', true],
])('a response that is read, from a server that sends it %s', (_, staysOpen) => {
  test.each([
    ['blanks after the length', 'HTTP/1.1 200 OK\r\nContent-Length: 2 \t\r\n\r\nok'],
    ['blanks before the length', 'HTTP/1.1 200 OK\r\nContent-Length:  \t2\r\n\r\nok'],
    ['no blank before the length', 'HTTP/1.1 200 OK\r\nContent-Length:2\r\n\r\nok'],
    ['an unrequested 100 Continue', `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n${length}`],
    [
      'several interim responses',
      `HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n${length}`,
    ],
    ['line ends without CR', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok'],
    ['line ends of both kinds', 'HTTP/1.1 200 OK\r\nX: 1\nContent-Length: 2\r\n\nok'],
    ['a control character in a cookie', `HTTP/1.1 200 OK\r\nSet-Cookie: a=\u0001b\r\n${length}`],
    ['NUL, DEL and CR in a header', `HTTP/1.1 200 OK\r\nX: a\0b\x7fc\rd\r\n${length}`],
    ['a control character in the reason', `HTTP/1.1 200 O\u0002K\r\n${length}`],
    ['no reason', `HTTP/1.1 200\r\n${length}`],
    ['a folded header', `HTTP/1.1 200 OK\r\nX: a\r\n\tb\r\n${length}`],
    ['a blank before the colon', 'HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nok'],
    ['a header without a colon', `HTTP/1.1 200 OK\r\nhello\r\n${length}`],
    ['a header name with a blank', `HTTP/1.1 200 OK\r\nMy Header: 1\r\n${length}`],
    ['a header without a name', `HTTP/1.1 200 OK\r\n: 1\r\n${length}`],
    ['a header name outside ASCII', `HTTP/1.1 200 OK\r\nGr\u00f6\u00dfe: 1\r\n${length}`],
    ['the same length twice', `HTTP/1.1 200 OK\r\nContent-Length: 2\r\n${length}`],
    ['the same length in a list', 'HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    ],
    [
      'chunks and a length',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    ],
    ['the transfer encoding identity', `HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n${length}`],
    ['line breaks before the status line', `\r\n\nHTTP/1.1 200 OK\r\n${length}`],
    ['a lower-case protocol', `http/1.1 200 OK\r\n${length}`],
    ['more than its length', `HTTP/1.1 200 OK\r\n${length}more`],
  ])('%s', async (__, head) => {
    server.behave({ kind: 'raw', bytes: Buffer.from(head, 'latin1'), staysOpen });
    const { verdict, failure, response } = await check(server.url, {
      assertions: [
        { on: 'status', is: 'equals', value: 200 },
        { on: 'body', is: 'equals', value: 'ok' },
      ],
    });
    expect({ verdict, failure, version: response?.httpVersion }).toEqual({
      verdict: 'pass',
      failure: null,
      version: '1.1',
    });
  });
});

test('SHOUTcast calls HTTP ICY', async () => {
  server.behave({ kind: 'raw', bytes: 'ICY 200 OK\r\nicy-name: Radio\r\nContent-Length: 2\r\n\r\nok' });
  expect(await check(server.url)).toMatchObject({ verdict: 'pass', response: { headers: { 'icy-name': 'Radio' } } });
});

test('control characters become blanks', async () => {
  server.behave({ kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\nX: a\x01b\r\nContent-Length: 2\r\n\r\nok' });
  expect((await check(server.url)).response?.headers).toMatchObject({ x: 'a b' });
});

describe('a response that is refused says why', () => {
  const refusal = async (head: string) => {
    server.behave({ kind: 'raw', bytes: Buffer.from(head, 'latin1'), staysOpen: true });
    return failureOf(check(server.url));
  };
  const at = (): string => `127.0.0.1:${server.port}`;

  test('several lengths that differ', async () => {
    expect(await refusal('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nok')).toEqual({
      kind: 'not-http',
      message: `${at()} sent several Content-Length headers that differ: 2, 5`,
    });
  });

  test.each([
    [
      'a length that is no number',
      'HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok',
      'Invalid character in Content-Length',
    ],
    ['a negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok', 'Invalid character in Content-Length'],
    ['another version of HTTP', `HTTP/1.2 200 OK\r\n${length}`, 'Invalid HTTP version'],
    ['a status of two digits', `HTTP/1.1 99 OK\r\n${length}`, 'Invalid status code'],
  ])('%s', async (_, head, reason) => {
    expect(await refusal(head)).toEqual({
      kind: 'not-http',
      message: `the response of ${at()} is not valid HTTP: ${reason}`,
    });
  });

  test.each([
    ['a blank after the size of a chunk', '2 \r\nok\r\n0\r\n\r\n', 'Invalid character in chunk size'],
    ['line ends without CR between chunks', '2\nok\n0\n\n', 'Missing expected CR after chunk size'],
  ])('%s', async (_, body, reason) => {
    expect(await refusal(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}`)).toEqual({
      kind: 'not-http',
      message: `the body is not valid HTTP: ${reason}`,
    });
  });
});

describe('the head of a response', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n';

  test('is passed on as it is where nothing is to be changed', () => {
    const bytes = Buffer.from(`${head}body\r\n\r\n\u00ff`, 'latin1');
    expect(readHead(bytes, 'peer')).toEqual({ isComplete: true, bytes });
  });

  test('is waited for however it is cut', () => {
    const bytes = Buffer.from(`\r\nHTTP/1.1 100 Continue\r\n\r\n${head}`);
    for (let cut = 0; cut < bytes.length; cut += 1) {
      const first = readHead(bytes.subarray(0, cut), 'peer');
      const received = first.isComplete ? first.bytes : first.received;
      expect(first.isComplete).toBe(false);
      const all = readHead(Buffer.concat([received, bytes.subarray(cut)]), 'peer');
      expect(all).toMatchObject({ isComplete: true });
      expect(all.isComplete && all.bytes.toString()).toBe(head);
    }
  });

  test.each(['SSH-2.0-OpenSSH_9.6', '{"a":1}', '<html>', '\x15\x03\x01', '220 mail ESMTP'])('%j is none', (text) => {
    const bytes = Buffer.from(text, 'latin1');
    expect(readHead(bytes, 'peer')).toEqual({ isComplete: true, bytes });
  });
});
