/**
 * A server that wants a client certificate says so by an alert: before TLS 1.3 within the handshake, since then after it.
 * Node's own servers say nothing, so these are OpenSSL's.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { testCertificates } from '../../support/certificates.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { check, failureOf } from '../kinds/http/rig.ts';

let server: ChildProcess | null = null;
afterEach(async () => {
  if (server === null) return;
  const closed = once(server, 'close');
  server.kill();
  await closed;
  server = null;
});

/** @returns its port. */
async function serve(...options: readonly string[]): Promise<number> {
  const folder = tempDirectory(onTestFinished);
  const { key, cert } = (await testCertificates()).good;
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  writeFileSync(keyFile, key);
  writeFileSync(certFile, cert);
  const fixed = ['s_server', '-accept', '127.0.0.1:0', '-www', '-key', keyFile, '-cert', certFile];
  server = spawn('openssl', [...fixed, ...options], { stdio: ['pipe', 'pipe', 'ignore'] });
  if (server.stdout === null) throw new Error('no output to read');
  for await (const line of createInterface({ input: server.stdout })) {
    const port = /^ACCEPT .*:(\d+)$/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error('the server did not start');
}

describe.skipIf(spawnSync('openssl', ['version']).status !== 0)('a server that requires a client certificate', () => {
  test.each([
    [['-tls1_3'], (peer: string) => `${peer} requires a client certificate`],
    [['-tls1_3', '-alpn', 'h2'], (peer: string) => `${peer} requires a client certificate`],
    [['-tls1_2'], (peer: string) => `${peer} refused the TLS handshake; does it require a client certificate?`],
  ])('is named for it: %s', async (options, message) => {
    const port = await serve(...options, '-Verify', '1');
    const trustedCa = [(await testCertificates()).ca];
    expect(await failureOf(check(`https://127.0.0.1:${port}`, {}, { trustedCa }))).toEqual({
      kind: 'tls-protocol',
      message: message(`127.0.0.1:${port}`),
    });
  });
});
