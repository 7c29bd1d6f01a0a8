import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpMonitor } from '../../../../electron/contract/monitors/registry.ts';
import { curlCommand } from '../../../../electron/engine/kinds/http/curl-command.ts';
import { shellWord } from '../../../../electron/engine/kinds/http/shell-word.ts';
import { httpMonitor } from '../../store/fixtures.ts';

const run = promisify(execFile);
const plain = { ...httpMonitor('shop-api'), url: 'https://example.com/health', headers: {} };

/** What a shell hands to curl. */
async function argumentsOf(command: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const { stdout } = await run('/bin/sh', ['-c', script], { env, maxBuffer: 10_000_000 });
  return stdout.split('\0').slice(0, -1);
}

const commandOf = (changes: Partial<HttpMonitor>): string => curlCommand({ ...plain, ...changes });

describe.skipIf(process.platform === 'win32')('the command of an http monitor', () => {
  test('is as short as its settings', async () => {
    expect(await argumentsOf(commandOf({ followRedirects: false }))).toEqual([
      ...['-i', '--compressed', '--max-time', '10', 'https://example.com/health'],
    ]);
  });

  test('has method, headers and body as they are sent', async () => {
    const given = await argumentsOf(
      commandOf({ method: 'PUT', headers: { 'X-Team': `Ann's "shop"`, Empty: '' }, body: '{"a": "$HOME"}\n' }),
    );
    const sent = ['-X', 'PUT', '-H', `X-Team: Ann's "shop"`, '-H', 'Empty;', '-H', 'Content-Type: application/json'];
    expect(given.slice(2, 12)).toEqual([...sent, '--data-raw', '{"a": "$HOME"}\n']);
    expect(await argumentsOf(commandOf({ method: 'HEAD' }))).toContain('--head');
    expect(await argumentsOf(commandOf({ method: 'POST', body: 'a' }))).not.toContain('-X');
  });

  test('has variables in the place of secrets, in every login', async () => {
    const secret = 'hunter2';
    const logins = [
      { auth: { type: 'basic', username: 'me & you', password: secret } },
      { auth: { type: 'digest', username: 'me', password: secret } },
      { auth: { type: 'bearer', token: secret } },
      { headers: { Authorization: `Basic ${secret}`, 'X-Api-Key': secret } },
      { proxy: 'socks5://proxy.example.com:1080', proxyLogin: { username: 'me', password: secret } },
      { clientCertificate: { cert: 'cert', key: secret, passphrase: secret } },
    ] as const;
    for (const login of logins) expect(commandOf(login)).not.toContain(secret);
    const env = { PASSWORD: 'a b', TOKEN: 't', HEADER_X_API_KEY: '*', PROXY_PASSWORD: 'p' };
    expect(await argumentsOf(commandOf(logins[0]), env)).toContain('me & you:a b');
    expect(await argumentsOf(commandOf(logins[2]), env)).toContain('Authorization: Bearer t');
    expect(await argumentsOf(commandOf(logins[3]), env)).toContain('X-Api-Key: *');
    const proxied = await argumentsOf(commandOf(logins[4]), env);
    expect(proxied).toEqual(expect.arrayContaining(['socks5h://proxy.example.com:1080', 'me:p']));
  });

  test('connects as the check does', async () => {
    const given = await argumentsOf(
      commandOf({ url: 'https://192.0.2.7/a?[b]', serverName: 'example.com', ipFamily: 4, ignoreTlsErrors: true }),
    );
    const connection = ['-4', '-k', '--connect-to', 'example.com:443:192.0.2.7:443', '-H', 'Host: 192.0.2.7'];
    expect(given.slice(-8)).toEqual([...connection, '--globoff', 'https://example.com/a?[b]']);
    expect(given).toEqual(expect.arrayContaining(['-L', '--max-redirs', '5', '--max-time', '10']));
  });

  test.each<[string, Partial<HttpMonitor>, boolean]>([
    ['nothing but a login', { auth: { type: 'bearer', token: 'a' }, headers: { cookie: 'a=b', Accept: '*/*' } }, true],
    ['a header that curl sends to every host', { headers: { 'X-Team': 'a' } }, false],
    ['a body', { method: 'POST', body: 'a' }, false],
    ['a client certificate', { clientCertificate: { cert: 'a', key: 'b', passphrase: null } }, false],
  ])('with %s follows redirects only if another host gets no more than from the check', async (_, sent, isFollowed) => {
    expect((await argumentsOf(commandOf(sent))).includes('-L')).toBe(isFollowed);
  });

  test('reaches curl unchanged whatever the texts contain', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((some) => some.replaceAll('\0', ''));
    const special = `'"\\$\`!*?~#&|;<>(){}[]= \n\t-%^a`;
    const nasty = fc.array(
      fc.nat(special.length - 1).map((place) => special.charAt(place)),
      { maxLength: 20 },
    );
    const words = fc.array(
      fc.oneof(
        text,
        nasty.map((parts) => parts.join('')),
      ),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(words, async (given) => {
        expect(await argumentsOf(['curl', ...given.map((word) => shellWord(word))].join(' '))).toEqual(given);
      }),
      { numRuns: 25 },
    );
  });
});
