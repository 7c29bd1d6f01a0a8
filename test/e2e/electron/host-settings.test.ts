/** What the window sets of the program itself: its listener, its API, and the start at login. */
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import type { HostSettings } from '../../../electron/contract/model.ts';
import type { HostPatch } from '../../../electron/contract/schemas.ts';
import { openFromTray, test } from './desktop.ts';
import { windowApi } from './window-api.ts';

async function update(page: Page, patch: HostPatch): Promise<HostSettings> {
  const answer = await windowApi(page).host.update(patch);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('the listener moves, and the API is there once it has been turned on', async ({ desktop }) => {
  const page = await openFromTray(await desktop.start('--hidden'));
  const port = await freePort();
  const { listener, api } = await update(page, { listener: { port }, api: { enabled: true } });
  expect(listener).toMatchObject({ host: '127.0.0.1', port, url: `http://127.0.0.1:${String(port)}` });
  const call = (token: string): Promise<Response> =>
    fetch(`${listener?.url ?? ''}/api/v1/system.info`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
  expect(await (await call(api?.token ?? '')).json()).toMatchObject({ value: { listenerUrl: listener?.url } });
  expect((await call('another')).status).toBe(401);
  expect((await fetch(`${listener?.url ?? ''}/`)).headers.get('content-type')).toContain('text/html');
  await update(page, { api: { enabled: false } });
  expect((await call(api?.token ?? '')).status).toBe(404);
});

test('the start at login is an entry that starts this program in the tray, on the same data', async ({ desktop }) => {
  const configDirectory = join(desktop.dataDirectory, '..', 'config');
  desktop.env['XDG_CONFIG_HOME'] = configDirectory;
  const page = await openFromTray(await desktop.start('--hidden'));
  expect((await update(page, { autostart: true })).autostart).toBe(true);
  const entry = readFileSync(join(configDirectory, 'autostart', 'vigilmon.desktop'), 'utf8');
  const [, exec = ''] = /^Exec=(.*)$/m.exec(entry) ?? [];
  expect(exec.startsWith(`"${desktop.binary}" `)).toBe(true);
  expect(exec.endsWith(`"--hidden" "--data" "${desktop.dataDirectory}"`)).toBe(true);
  expect((await update(page, { autostart: false })).autostart).toBe(false);
  expect(() => readFileSync(join(configDirectory, 'autostart', 'vigilmon.desktop'))).toThrow(/ENOENT/);
});
