/** Sleep and shutdown as Linux reports them: systemd-logind on the system bus, received by Electron. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, type Page } from 'playwright/test';
import { openLoginService, type LoginService } from '../../support/login-service.ts';
import { startTargetServer } from '../../support/target-server.ts';
import { openFromTray, pictureInPanel, test as onDesktop, type Desktop } from './desktop.ts';
import { windowApi } from './window-api.ts';

const test = onDesktop.extend<{ readonly login: LoginService }>({
  login: async ({ desktop }, use) => {
    const login = await openLoginService();
    desktop.env['DBUS_SYSTEM_BUS_ADDRESS'] = login.address;
    await use(login);
    await login.close();
  },
});

/** Shorter than any gap that the clocks alone would treat as sleep, so only the system's event can reveal it. */
const asleepMs = 8_000;

function logOf({ dataDirectory }: Desktop): string {
  return readFileSync(join(dataDirectory, 'logs/vigilmon.log'), 'utf8');
}

async function addMonitor(page: Page, url: string): Promise<void> {
  const site = { id: 'site', kind: 'http', url, interval: '7s', timeout: '6s', failAfter: 1 } as const;
  const answer = await windowApi(page).monitors.create(site);
  expect(answer).toMatchObject({ ok: true });
}

/** All of Vigilmon is stopped, as on a computer that sleeps. */
async function sleepThrough(pid: number | undefined, meanwhile: () => void): Promise<void> {
  if (pid === undefined) throw new Error('the application has no process');
  process.kill(pid, 'SIGSTOP');
  await wait(asleepMs);
  meanwhile();
  process.kill(pid, 'SIGCONT');
}

test('sleep that the system reports is unknown time: no stale green afterwards, and nothing goes down', async ({
  desktop,
  login,
}) => {
  const target = await startTargetServer();
  const started = await desktop.start('--hidden');
  const page = await openFromTray(started);
  await addMonitor(page, target.url);
  await expect.poll(() => started.tray.tooltip()).toBe('Vigilmon: 1 up');

  login.sleep();
  await expect.poll(() => logOf(desktop)).toContain('the computer goes to sleep');
  const asleepAt = Date.now();
  await sleepThrough(started.app.process().pid, () => {
    target.behave({ kind: 'hang', before: 'headers' });
    login.wake();
  });
  await expect.poll(() => logOf(desktop)).toContain('Vigilmon did not run for a while');
  await expect.poll(() => pictureInPanel(started)).toBe('unknown');
  target.behave({ kind: 'answer', body: 'ok' });
  await expect.poll(() => started.tray.tooltip()).toBe('Vigilmon: 1 up');

  const range = { monitorId: 'site', from: asleepAt - 1_000, to: Date.now() };
  const { history, incidents } = windowApi(page);
  const spans = await history.spans(range);
  expect(spans.ok && spans.value.map(({ state }) => state)).toEqual(['up', 'unknown', 'up']);
  expect(await incidents.list({})).toMatchObject({ ok: true, value: { items: [] } });
  expect(await desktop.notifications.countShown()).toBe(0);
  await target.close();
});

test('it never keeps the computer awake, and only asks for time to finish before sleep and shutdown', async ({
  desktop,
  login,
}) => {
  const started = await desktop.start('--hidden');
  await expect.poll(() => login.inhibitions.length).toBeGreaterThanOrEqual(2);
  login.sleep();
  login.wake();
  await openFromTray(started);
  await expect.poll(() => login.inhibitions.length).toBeGreaterThanOrEqual(3);
  expect(login.inhibitions.filter(({ mode }) => mode !== 'delay')).toEqual([]);
  expect([...new Set(login.inhibitions.map(({ what }) => what))].sort()).toEqual(['shutdown', 'sleep']);
});

test('shutting down the computer ends it cleanly', async ({ desktop, login }) => {
  const alone = await desktop.startAlone();
  await expect.poll(() => login.inhibitions.some(({ what }) => what === 'shutdown')).toBe(true);
  const ended = once(alone.process, 'exit');
  login.shutDown();
  expect(await ended).toEqual([0, null]);
  expect(logOf(desktop)).not.toContain('not everything had ended in time');
});
