/** The application as a process: starting, the single instance, quitting, and surviving crashes. */
import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { expect, type Page } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { startHost } from '../../support/headless-host.ts';
import { freePort } from '../../support/ports.ts';
import { end } from '../../support/session-bus.ts';
import { MonitorView } from '../pages/monitor-view.ts';
import { closeWindow, isShown, openFromTray, test, type Desktop, type Started } from './desktop.ts';
import { windowApi } from './window-api.ts';

/** The exit code and output of a start that ends by itself. */
async function startToEnd({ binary, args, env }: Desktop, ...options: readonly string[]): Promise<CommandResult> {
  return resultOf(spawn(binary, [...args, ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** The output and exit code of a second start on the same data directory. */
async function startAgain({ binary, args, env }: Desktop, ...options: readonly string[]): Promise<number | null> {
  const second = spawn(binary, [...args, ...options], { env, stdio: 'ignore' });
  const [code] = (await once(second, 'exit')) as [number | null];
  return code;
}

/** The exit code after `ending`, or the signal that killed it. */
async function endOf(process: ChildProcess, ending: () => unknown): Promise<number | NodeJS.Signals | null> {
  const exited = once(process, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await ending();
  const [code, signal] = await exited;
  return code ?? signal;
}

interface CommandResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line, as a process of its own. */
async function runCommand(args: readonly string[]): Promise<CommandResult> {
  const program = join(import.meta.dirname, '../../../dist/headless/vigilmon.cjs');
  return resultOf(spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }));
}

async function resultOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<CommandResult> {
  const [[code], out, err] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    readText(child.stdout),
    readText(child.stderr),
  ]);
  return { code, out, err };
}

async function addMonitor(page: Page, url: string): Promise<void> {
  const created = await windowApi(page).monitors.create({ kind: 'http', name: 'Shop API', url });
  expect(created).toMatchObject({ ok: true });
}

async function addHeartbeat(page: Page): Promise<{ readonly token: string; readonly listenerUrl: string }> {
  const api = windowApi(page);
  const created = await api.monitors.create({ kind: 'heartbeat', name: 'Mailer', schedule: { every: '1h' } });
  const info = await api.system.info(undefined);
  const token = created.ok && created.value.kind === 'heartbeat' ? created.value.token : null;
  const listenerUrl = info.ok ? info.value.listenerUrl : null;
  if (token === null || listenerUrl === null) throw new Error('no heartbeat, or nowhere to ping it');
  return { token, listenerUrl };
}

async function occupyPort(): Promise<{ readonly server: Server; readonly port: string }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: String(typeof address === 'object' ? address?.port : 0) };
}

test('a plain start shows the window', async ({ desktop }) => {
  const started = await desktop.start();
  await expect.poll(() => isShown(started)).toBe(true);
});

test("a second start shows the first one's window and exits; one for the tray shows nothing", async ({ desktop }) => {
  const started = await desktop.start('--hidden');
  expect(await startAgain(desktop)).toBe(0);
  await expect.poll(() => isShown(started)).toBe(true);
  await closeWindow(started);
  expect(await startAgain(desktop, '--hidden')).toBe(0);
  expect(await isShown(started)).toBe(false);
  expect(await startAgain(desktop)).toBe(0);
  await expect.poll(() => isShown(started)).toBe(true);
});

test('closing the window for the first time explains that the program keeps running', async ({ desktop }) => {
  const first = await desktop.start();
  await expect.poll(() => isShown(first)).toBe(true);
  await closeWindow(first);
  await expect.poll(() => isShown(first)).toBe(false);
  await expect.poll(() => desktop.notifications.countShown()).toBe(1);
  await openFromTray(first);
  await expect.poll(() => isShown(first)).toBe(true);
  await closeWindow(first);
  await endOf(first.app.process(), () => first.tray.choose('Quit Vigilmon'));
  const second = await desktop.start();
  await expect.poll(() => isShown(second)).toBe(true);
  await closeWindow(second);
  await expect.poll(() => isShown(second)).toBe(false);
  expect((await desktop.notifications.readAll()).map(({ title }) => title)).toEqual(['Vigilmon keeps monitoring']);
});

test('a link shows its view, at the start and while running; any other link shows nothing', async ({
  desktop,
  service,
}) => {
  const link = 'vigilmon://monitor/shop-api';
  const first = await desktop.start('--hidden');
  await addMonitor(await openFromTray(first), service.url);
  await closeWindow(first);
  await expect.poll(() => isShown(first)).toBe(false);
  expect(await startAgain(desktop, 'vigilmon://monitor/../shop-api')).toBe(0);
  expect(await startAgain(desktop, 'vigilmon://quit')).toBe(0);
  expect(await isShown(first)).toBe(false);
  expect(await startAgain(desktop, link)).toBe(0);
  await expect.poll(() => isShown(first)).toBe(true);
  await expect(
    new MonitorView(first.app.windows()[0] ?? (await first.app.firstWindow())).title('Shop API'),
  ).toBeVisible();
  expect(await startAgain(desktop, 'vigilmon://overview/?search=is%3Apaused')).toBe(0);
  const search = first.app.windows()[0]?.getByRole('searchbox', { name: text.filter.search });
  await expect.poll(() => search?.inputValue()).toBe('is:paused');
  await endOf(first.app.process(), () => first.tray.choose('Quit Vigilmon'));

  const second = await desktop.start(link, '--port', 'seven');
  const page = await second.app.firstWindow();
  await expect(new MonitorView(page).title('Shop API')).toBeVisible();
});

test('the command line finds it while its API is on', async ({ desktop, service }) => {
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  await addMonitor(page, service.url);
  const status = (): Promise<CommandResult> => runCommand(['status', '--data', desktop.dataDirectory]);
  const refused = await status();
  expect([refused.code, refused.err]).toEqual([
    expect.any(Number),
    expect.stringContaining('turn it on in its settings'),
  ]);
  await windowApi(page).host.update({ api: { enabled: true } });
  await expect.poll(async () => (await status()).out).toContain('Shop API');
  expect((await status()).code).toBe(0);
  await endOf(started.app.process(), () => started.tray.choose('Quit Vigilmon'));
  expect((await status()).err).toContain('Vigilmon is not running');
});

test('the icon itself opens the window', async ({ desktop }) => {
  const started = await desktop.start('--hidden');
  started.tray.activate();
  await expect.poll(() => isShown(started)).toBe(true);
});

test('a hidden window receives nothing, and fetches what it missed when it is shown again', async ({
  desktop,
  service,
}) => {
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    window.vigilmon?.subscribe(
      ({ type }) => seen.push(type),
      () => seen.push('gap'),
    );
  });
  const seen = (): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'seen') as unknown);
  await closeWindow(started);
  await addMonitor(page, service.url);
  await expect.poll(() => started.tray.tooltip()).toBe('Vigilmon: 1 up');
  expect(await seen()).toEqual([]);
  await openFromTray(started);
  await expect.poll(seen).toEqual(['gap']);
});

test('the window reopens at its previous position', async ({ desktop }) => {
  const place = { x: 140, y: 90, width: 900, height: 640 };
  const first = await desktop.start();
  await expect.poll(() => isShown(first)).toBe(true);
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  const read = ({ app }: Started): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await expect.poll(() => read(first)).toEqual(place);
  await endOf(first.app.process(), () => first.tray.choose('Quit Vigilmon'));
  const second = await desktop.start();
  await expect.poll(() => isShown(second)).toBe(true);
  expect(await read(second)).toEqual(place);
});

test('a page that crashes is reloaded, and the engine does not notice', async ({ desktop, service }) => {
  const started = await desktop.start();
  const page = await started.app.firstWindow();
  await addMonitor(page, service.url);
  const loaded = started.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return new Promise<void>((resolve) => window?.webContents.once('did-finish-load', () => resolve()));
  });
  await started.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await loaded;
  await expect.poll(() => started.tray.tooltip()).toBe('Vigilmon: 1 up');
  const isCrashed = await started.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.isCrashed(),
  );
  expect(isCrashed).toBe(false);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends it cleanly, with everything written`, async ({ desktop }) => {
    const first = await desktop.start('--hidden');
    const { token } = await addHeartbeat(await openFromTray(first));
    await endOf(first.app.process(), () => first.tray.choose('Quit Vigilmon'));

    const port = String(await freePort());
    const alone = await desktop.startAlone('--port', port);
    await expect.poll(() => alone.tray.tooltip()).toBe('Vigilmon: 1 waiting');
    expect((await fetch(`http://127.0.0.1:${port}/ping/${token}`)).status).toBe(200);
    expect(await endOf(alone.process, () => alone.process.kill(signal))).toBe(0);

    const again = await desktop.start('--hidden');
    await expect.poll(() => again.tray.tooltip()).toBe('Vigilmon: 1 up');
  });
}

test('killed without warning, it starts again with all its data', async ({ desktop, service }) => {
  const started = await desktop.start('--hidden');
  await addMonitor(await openFromTray(started), service.url);
  await expect.poll(() => started.tray.tooltip()).toBe('Vigilmon: 1 up');
  await end(started.app.process(), 'SIGKILL');
  const again = await desktop.start('--hidden');
  await expect.poll(() => again.tray.tooltip()).toBe('Vigilmon: 1 up');
});

test('pings reach its listener', async ({ desktop }) => {
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  const { token, listenerUrl } = await addHeartbeat(page);
  await expect.poll(() => started.tray.tooltip()).toBe('Vigilmon: 1 waiting');
  const answer = await fetch(`${listenerUrl}/ping/${token}`);
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('OK')]);
  await expect.poll(() => started.tray.tooltip()).toBe('Vigilmon: 1 up');
  expect((await fetch(`${listenerUrl}/ping/${'0'.repeat(32)}`)).status).toBe(404);
  expect((await fetch(`${listenerUrl}/api/v1/overview.get`, { method: 'POST', body: '{}' })).status).toBe(404);
});

test('a port in use is reported, and costs only pings', async ({ desktop, service }) => {
  const { server: other, port } = await occupyPort();
  const started = await desktop.start('--hidden', '--port', port);
  const page = await openFromTray(started);
  const info = await windowApi(page).system.info(undefined);
  expect(info).toMatchObject({ ok: true, value: { listenerUrl: null } });
  expect(info.ok ? info.value.notices.map(({ code }) => code) : []).toContain('listener-closed');
  await addMonitor(page, service.url);
  await expect.poll(() => started.tray.tooltip()).toBe('Vigilmon: 1 up');
  other.close();
});

test('on a data directory that is in use it names the process using it, and exits', async ({ desktop }) => {
  const host = await startHost({ dataDirectory: desktop.dataDirectory });
  const refused = spawn(desktop.binary, [...desktop.args], { env: desktop.env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  refused.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await expect.poll(() => said).toContain('vigilmon: Vigilmon cannot start:');
  expect(said).toContain(String(host.pid));
  // A dialog says the same until it is closed.
  await end(refused);
  expect(await host.stop()).toBe(0);
});

test('invalid options are rejected with an explanation', async ({ desktop: { binary, args, env } }) => {
  const refused = spawn(binary, [...args, '--port', 'seven'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  refused.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(refused, 'exit')) as [number | null];
  expect([code, said]).toEqual([2, expect.stringContaining('--port')]);
});

test('a damaged window.json does no harm', async ({ desktop }) => {
  mkdirSync(desktop.dataDirectory);
  writeFileSync(join(desktop.dataDirectory, 'window.json'), '{"x":');
  const started = await desktop.start();
  await expect.poll(() => isShown(started)).toBe(true);
  expect(readFileSync(join(desktop.dataDirectory, 'logs/vigilmon.log'), 'utf8')).not.toContain('"level":"error"');
});

test('a configuration file is applied at the start, and one with mistakes ends it naming each', async ({
  desktop,
  service,
}) => {
  const file = join(desktop.dataDirectory, '..', 'vigilmon.yaml');
  const monitor = (interval: string): string =>
    `monitors:\n  - { id: shop, kind: http, name: Shop, url: '${service.url}', interval: ${interval} }\n`;
  writeFileSync(file, monitor('1s'));
  const refused = spawn(desktop.binary, [...desktop.args, '--config', file], {
    env: desktop.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  refused.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
  await expect.poll(() => printed).toMatch(/cannot start: .*vigilmon\.yaml: .*interval, line 2: /);
  await end(refused, 'SIGKILL');

  writeFileSync(file, monitor('30s'));
  const started = await desktop.start('--hidden', '--config', file);
  await expect.poll(() => started.tray.tooltip()).toBe('Vigilmon: 1 up');
  const second = await startToEnd(desktop, '--config', file);
  expect([second.code, second.err]).toEqual([2, expect.stringContaining('is already running')]);
});

test('help and version are printed, and a command of the command line is refused', async ({ desktop }) => {
  const [help, version, job] = [
    await startToEnd(desktop, '--help'),
    await startToEnd(desktop, '--version'),
    await startToEnd(desktop, 'run', 'token', '--', 'touch', 'x'),
  ];
  expect([help.code, help.out]).toEqual([0, expect.stringContaining('--config FILE')]);
  expect([version.code, version.out]).toEqual([0, expect.stringMatching(/^vigilmon \d/)]);
  expect([job.code, job.err]).toEqual([2, expect.stringContaining('unexpected argument "run"')]);
});
