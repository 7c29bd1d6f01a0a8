/** The proxy of the system, as Chromium resolves it: here from its own command line. */
import { createServer, type AddressInfo } from 'node:net';
import { expect } from 'playwright/test';
import { openFromTray, test } from './desktop.ts';
import { windowApi } from './window-api.ts';

test('a monitor with proxy: system goes where Chromium says', async ({ desktop }) => {
  const heads: string[] = [];
  const proxy = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (head) => {
      heads.push(head.toString().split('\r\n', 1)[0] ?? '');
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => proxy.once('listening', resolve));
  const { port } = proxy.address() as AddressInfo;

  const started = await desktop.start('--hidden', `--proxy-server=http://127.0.0.1:${String(port)}`);
  const { monitors } = windowApi(await openFromTray(started));
  const shop = { kind: 'http', url: 'http://shop.invalid/health' } as const;
  expect(await monitors.preview({ ...shop, proxy: 'system' })).toMatchObject({
    ok: true,
    value: { verdict: 'pass', response: { body: 'hello' } },
  });
  // Chromium may have requests of its own.
  expect(heads).toContain('GET http://shop.invalid/health HTTP/1.1');
  proxy.close();
});
