import { expect, test } from 'vitest';
import { echoEngine, knownToken } from '../support/echo-engine.ts';
import { apiToken, openTestListener, apiOnly } from '../support/open-listener.ts';
import { sendRaw } from '../support/raw-connection.ts';

const path = `/ping/${knownToken}`;
const hidden = `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
const post = `POST ${path} HTTP/1.1\r\nHost: x\r\n`;

test.each([
  ['two Host headers', `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example.com\r\n\r\n`],
  ['the same Host header twice', `GET ${path} HTTP/1.1\r\nHost: x\r\nhost: x\r\n\r\n`],
  ['no Host header', `GET ${path} HTTP/1.1\r\n\r\n`],
  ['two Authorization headers', `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n`],
  ['two Content-Type headers', `${post}Content-Type: a/a\r\nContent-Type: b/b\r\nContent-Length: 0\r\n\r\n`],
  ['two Origin headers', `GET ${path} HTTP/1.1\r\nHost: x\r\nOrigin: http://a\r\nOrigin: http://b\r\n\r\n`],
  ['two lengths', `${post}Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`],
  ['the same length twice', `${post}Content-Length: 0\r\nContent-Length: 0\r\n\r\n`],
  ['a list of lengths', `${post}Content-Length: 0, 0\r\n\r\n`],
  ['a length with a sign', `${post}Content-Length: +0\r\n\r\n`],
  [
    'a length and chunks',
    `${post}Content-Length: ${hidden.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
  ],
  ['chunks twice', `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['an unknown encoding', `${post}Transfer-Encoding: chunked, identity\r\n\r\n${hidden}`],
  ['a chunk without a size', `${post}Transfer-Encoding: chunked\r\n\r\n-1\r\n${hidden}`],
  ['the target of another host', `GET http://evil.example.com${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`],
  ['the target of a proxy', `GET http://127.0.0.1${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`],
  ['no path', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a folded header', `GET ${path} HTTP/1.1\r\nHost: x\r\nX-Folded: a\r\n b\r\n\r\n`],
  ['a space before the colon', `GET ${path} HTTP/1.1\r\nHost : x\r\n\r\n`],
  ['a NUL in a header', `GET ${path} HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n`],
  ['a NUL in the target', `GET ${path}\0 HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['a bare carriage return', `GET ${path} HTTP/1.1\r\nHost: x\r\nX: a\rHost: y\r\n\r\n`],
])('a request with %s is rejected, closes the connection and pings nothing', async (_, request) => {
  const engine = echoEngine();
  const { port } = await openTestListener({ engine, api: apiOnly });
  expect(await sendRaw(port, request)).toMatch(/^HTTP\/1\.1 400 (?:(?!HTTP\/)[\s\S])*$/);
  expect([engine.pings, engine.calls]).toEqual([[], []]);
});

test('a call with a second token is rejected, even if the first one is right', async () => {
  const engine = echoEngine();
  const { port } = await openTestListener({ engine, api: apiOnly });
  const head = `POST /api/v1/overview.get HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json`;
  const tokens = `Authorization: Bearer ${apiToken}\r\nAuthorization: Bearer another`;
  expect(await sendRaw(port, `${head}\r\n${tokens}\r\nContent-Length: 2\r\n\r\n{}`)).toMatch(/^HTTP\/1\.1 400 /);
  expect(engine.calls).toEqual([]);
});

test('other headers may be repeated', async () => {
  const { port } = await openTestListener({ engine: echoEngine() });
  const request = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: a/a\r\nAccept: b/b\r\n\r\n`;
  expect(await sendRaw(port, request)).toMatch(/^HTTP\/1\.1 200 /);
});
