import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { digestAnswer } from '../../../../electron/engine/kinds/http/digest.ts';
import { check, failureOf } from './rig.ts';

/** The example of RFC 7616, section 3.9.1. */
const login = { username: 'Mufasa', password: 'Circle of Life' };
const request = { method: 'GET', path: '/dir/index.html', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' };
const challenge = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
  'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';

describe('the answer to a challenge', () => {
  test.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('by %s is that of RFC 7616', (algorithm, response) => {
    const answer = digestAnswer(challenge(algorithm), login, request);
    expect(answer).toMatchObject({ authorization: expect.stringContaining(`response="${response}"`) as string });
    expect(answer).toMatchObject({ authorization: expect.stringContaining('qop=auth, nc=00000001') as string });
  });

  test('takes the strongest of several, and none of another scheme', () => {
    const both = `Basic realm="x, Digest", ${challenge('MD5')}, ${challenge('SHA-256')}`;
    expect(digestAnswer(both, login, request)).toMatchObject({
      authorization: expect.stringContaining('algorithm=SHA-256') as string,
    });
    expect(digestAnswer('Basic realm="x"', login, request)).toBeNull();
    expect(digestAnswer('', login, request)).toBeNull();
  });

  test('is none where no algorithm is known', () => {
    expect(digestAnswer(challenge('SHA-3'), login, request)).toEqual({ unsupported: 'SHA-3' });
  });

  test('of an old server has no quality of protection', () => {
    const answer = digestAnswer('Digest realm="r", nonce="n"', { username: 'a"b', password: 'c' }, request);
    expect(answer).toMatchObject({ authorization: expect.not.stringContaining('qop') as string });
    expect(answer).toMatchObject({ authorization: expect.stringContaining('username="a\\"b"') as string });
  });
});

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Demands a digest of `ops` and `secret`, and a new nonce for each. */
async function digestServer(
  algorithm = 'MD5',
): Promise<{ readonly url: string; readonly seen: (string | undefined)[] }> {
  const seen: (string | undefined)[] = [];
  const server = createServer(({ method, url, headers: { authorization } }, response) => {
    seen.push(authorization);
    const part = (name: string): string => new RegExp(`[ ,]${name}="?([^",]+)`).exec(authorization ?? '')?.[1] ?? '';
    const [first, second] = [md5('ops:vault:secret'), md5(`${String(method)}:${String(url)}`)];
    const expected = md5([first, 'n1', '00000001', part('cnonce'), 'auth', second].join(':'));
    if (part('response') === expected) response.end('welcome');
    else {
      const demand = `Digest realm="vault", nonce="n1", qop="auth", algorithm=${algorithm}`;
      response.writeHead(401, { 'www-authenticate': demand }).end('who are you?');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/a?b=c`, seen };
}

describe('a monitor with a digest login', () => {
  const auth = (password: string) => ({ type: 'digest', username: 'ops', password }) as const;

  test('sends it once the server has asked for it', async () => {
    const { url, seen } = await digestServer();
    expect(await check(url, { auth: auth('secret') })).toMatchObject({ verdict: 'pass', response: { status: 200 } });
    expect(seen).toEqual([undefined, expect.stringMatching(/^Digest username="ops"/)]);
  });

  test('fails with the status where it is not accepted, without trying again', async () => {
    const { url, seen } = await digestServer();
    const found = await check(url, { auth: auth('wrong') });
    expect(found).toMatchObject({ verdict: 'fail', response: { status: 401, body: 'who are you?' } });
    expect(seen).toHaveLength(2);
  });

  test('says which algorithm is demanded that it does not know', async () => {
    const { url } = await digestServer('SHA-3');
    expect((await failureOf(check(url, { auth: auth('secret') }))).message).toMatch(
      /demands digest authentication with SHA-3/,
    );
  });
});
