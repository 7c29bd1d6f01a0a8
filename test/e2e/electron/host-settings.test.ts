/** Settings of the program itself, through the window's controls: its listener, its API, and the start at login. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { text } from '../../../renderer/text/text.ts';
import { FirstRun } from '../pages/first-run.ts';
import { SettingsView } from '../pages/settings-view.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { openFromTray, test, type Started } from './desktop.ts';

const words = text.settings;

async function openSettings(started: Started): Promise<SettingsView> {
  const window = new VigilmonWindow(await openFromTray(started));
  await window.goTo('settings');
  return new SettingsView(window.page);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function moveListener(settings: SettingsView): Promise<string> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  await settings.port.fill(port);
  await settings.moveListener();
  await expect(settings.main.getByText(words.listener.at(url))).toBeVisible();
  return url;
}

test('the listener moves, and the API is available with a token while it is turned on', async ({ desktop }) => {
  const settings = await openSettings(await desktop.start('--hidden'));
  const access = settings.section(words.api.title);
  const shownToken = access.getByRole('code');
  const url = await moveListener(settings);
  const call = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return (await fetch(`${url}/api/v1/system.info`, { method: 'POST', headers, body: '{}' })).status;
  };

  await expect(settings.isApiOn).not.toBeChecked();
  await expect(shownToken).toHaveCount(0);
  expect(await call('another')).toBe(404);

  const [first, second] = await test.step('on, with a token that can be renewed', async () => {
    await settings.isApiOn.check();
    await expect(shownToken).toHaveText(/^•+$/);
    await settings.press(words.api.show);
    await expect(shownToken).toHaveText(/^[\w-]{20,}$/);
    const before = await shownToken.innerText();
    expect([await call(before), await call('another')]).toEqual([200, 401]);
    expect((await fetch(`${url}/`)).headers.get('content-type')).toContain('text/html');
    await settings.press(words.api.renew);
    await settings.confirm(words.api.renewConfirm);
    await expect(shownToken).not.toHaveText(before);
    return [before, await shownToken.innerText()];
  });
  expect([await call(first), await call(second)]).toEqual([401, 200]);

  await test.step('off: the API is gone, and pings continue', async () => {
    await settings.isApiOn.uncheck();
    await expect(shownToken).toHaveCount(0);
    await expect.poll(() => call(second)).toBe(404);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/ping/${'0'.repeat(32)}`)).status).toBe(404);
  });
});

test('a shortcut is taken from the system while it is set, and by the next start', async ({ desktop }) => {
  const keys = 'Control+Alt+V';
  const isHeld = ({ app }: Started): Promise<boolean> =>
    app.evaluate(({ globalShortcut }, shortcut) => globalShortcut.isRegistered(shortcut), keys);
  const started = await desktop.start('--hidden');
  const section = (await openSettings(started)).section(words.shortcut.title);
  await section.getByRole('button', { name: words.shortcut.keysAre(null) }).press('Enter');
  await section.getByRole('button', { name: words.shortcut.press }).press('Control+Alt+v');
  await expect(section.getByRole('button', { name: words.shortcut.keysAre(keys) })).toBeVisible();
  expect(await isHeld(started)).toBe(true);
  const ended = once(started.app.process(), 'exit');
  await started.tray.choose('Quit Vigilmon');
  await ended;
  const again = await desktop.start('--hidden');
  await expect.poll(() => isHeld(again)).toBe(true);
  const kept = (await openSettings(again)).section(words.shortcut.title);
  await kept.getByRole('button', { name: words.shortcut.remove }).click();
  await expect.poll(() => isHeld(again)).toBe(false);
});

test('start at login is an entry that starts this program in the tray, on the same data', async ({ desktop }) => {
  const configDirectory = join(desktop.dataDirectory, '..', 'config');
  desktop.env['XDG_CONFIG_HOME'] = configDirectory;
  const file = join(configDirectory, 'autostart', 'vigilmon.desktop');
  const started = await desktop.start('--hidden');
  const settings = await openSettings(started);
  await expect(settings.autostart).not.toBeChecked();
  // The entry names no port, and another program may use the default.
  await moveListener(settings);
  await settings.autostart.check();
  await expect.poll(() => readIfThere(file)).toMatch(/^Exec=.*"--hidden" "--data" "/m);
  await expect(settings.autostart).toBeChecked();
  const [, exec = ''] = /^Exec=(.*)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  const [program = '', ...args] = Array.from(exec.matchAll(/"([^"]*)"/g), ([, argument = '']) => argument);
  expect([program, args.slice(-3)]).toEqual([desktop.binary, ['--hidden', '--data', desktop.dataDirectory]]);

  const again = await test.step('at the next login it starts in the tray', async () => {
    const ended = once(started.app.process(), 'exit');
    await started.tray.choose('Quit Vigilmon');
    await ended;
    const { process, tray } = await desktop.startBy(program, ...args);
    await expect.poll(() => tray.tooltip()).toBe('Vigilmon: No monitors yet');
    const quit = once(process, 'exit');
    await tray.choose('Quit Vigilmon');
    expect(await quit).toEqual([0, null]);
    return openSettings(await desktop.start('--hidden'));
  });

  await expect(again.autostart).toBeChecked();
  await again.autostart.uncheck();
  await expect.poll(() => readIfThere(file)).toBeNull();
});

test('the first steps offer start at login', async ({ desktop }) => {
  const configDirectory = join(desktop.dataDirectory, '..', 'config');
  desktop.env['XDG_CONFIG_HOME'] = configDirectory;
  const page = await openFromTray(await desktop.start('--hidden'));
  const step = new FirstRun(page).step(text.setup.login);
  await step.getByRole('button', { name: text.setup.startAtLogin }).click();
  await expect(step).toContainText(text.setup.done);
  expect(readIfThere(join(configDirectory, 'autostart', 'vigilmon.desktop'))).not.toBeNull();
});

test('a change that the system refuses is reported, and the checkbox stays as it was', async ({ desktop }) => {
  const configDirectory = join(desktop.dataDirectory, '..', 'config');
  desktop.env['XDG_CONFIG_HOME'] = configDirectory;
  writeFileSync(configDirectory, 'a file where a folder should be');
  const settings = await openSettings(await desktop.start('--hidden'));
  await settings.autostart.click();
  await expect(settings.page.getByText(/start at login cannot be changed/i)).toBeVisible();
  await expect(settings.autostart).not.toBeChecked();
});

/** Null: no such file. */
function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // not there yet, or no longer
  }
}
