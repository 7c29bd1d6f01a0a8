/** The certificate authorities of the system, as a process reads them at its start. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connectHttp } from '../../electron/client/http-client.ts';
import { testCertificates } from '../support/certificates.ts';
import { clientWords } from '../support/client-words.ts';
import { valueOf } from '../support/headless-host.ts';
import { serveFor, vigilmon } from '../support/source-command.ts';
import { startTargetServer } from '../support/target-server.ts';
import { tempDirectory } from '../support/temp-directory.ts';

test('of the system are trusted, unless a monitor leaves them out', { timeout: 60_000 }, async () => {
  const { good, ca } = await testCertificates();
  const directory = tempDirectory(onTestFinished);
  const file = join(directory, 'authorities.pem');
  writeFileSync(file, ca);
  const server = await startTargetServer({ tls: good });
  onTestFinished(() => server.close());
  const { url } = server;

  const served = await serveFor(['--data', directory, '--no-ui'], { env: { SSL_CERT_FILE: file } });
  const { api } = connectHttp({ words: clientWords, baseUrl: served.url, token: served.token });
  const preview = async (fields: object) => valueOf(api.monitors.preview({ kind: 'http', url, ...fields }));
  expect(await preview({})).toMatchObject({ verdict: 'pass' });
  expect(await preview({ trustedCertificates: good.cert })).toMatchObject({ verdict: 'pass' });
  const without = await preview({ systemCertificates: false });
  expect(without).toMatchObject({ verdict: 'fail', failure: { kind: 'tls-untrusted' } });

  expect(await vigilmon(['check', url], { env: { SSL_CERT_FILE: file } })).toMatchObject({ code: 0 });
  expect(await vigilmon(['check', url])).toMatchObject({ code: 1 });
});
