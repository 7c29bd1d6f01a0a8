import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { HostSettings } from '../../electron/contract/model/program.ts';
import { ok } from '../../electron/contract/result.ts';
import {
  createLocalAccess,
  type Autostart,
  type HostClosing,
  type HostShortcut,
  type LocalAccess,
  type LocalAccessOptions,
} from '../../electron/host/local-access.ts';
import type { Shortcut } from '../../electron/contract/shortcut.ts';
import { readHostSettings } from '../../electron/host/host-settings.ts';
import { systemRandomness } from '../../electron/host/randomness.ts';
import { createMovableListener } from '../../electron/http/movable-listener.ts';
import { echoEngine, knownToken } from '../support/echo-engine.ts';
import { freePort, takenPort } from '../support/ports.ts';
import { worded } from '../support/worded.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { tempDirectory } from '../support/temp-directory.ts';
import { refused, type Outcome } from '../../electron/contract/refusal.ts';

const headless: LocalAccessOptions['api'] = { pageDirectory: null, isOptional: false };
const desktop: LocalAccessOptions['api'] = { pageDirectory: null, isOptional: true };

interface Rig extends LocalAccess {
  readonly directory: string;
  readonly moves: readonly string[];
}

function valueOf<T>(result: Outcome<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** As a host creates it, on a port of its own unless given. */
async function open(options: Partial<LocalAccessOptions> = {}): Promise<Rig> {
  const directory = options.dataDirectory ?? tempDirectory(onTestFinished);
  const moves: string[] = [];
  const access = createLocalAccess({
    dataDirectory: directory,
    randomness: systemRandomness,
    given: { host: null, port: 0 },
    api: headless,
    autostart: null,
    logger: recordedLog(),
    onMoved: ({ url, api }) => moves.push(`${url} ${api?.token ?? 'without API'}`),
    ...options,
  });
  const engine = { ...echoEngine(), reportListener: () => undefined };
  const opened = await access.open(createMovableListener({ engine, logger: recordedLog() }));
  onTestFinished(() => access.close());
  if (opened.ok) access.announce();
  return { ...access, directory, moves };
}

const runningIn = (directory: string): unknown => JSON.parse(readFileSync(join(directory, 'running.json'), 'utf8'));
const urlOf = ({ listener }: HostSettings): string => listener?.url ?? '';

async function status(url: string, token: string | null): Promise<number> {
  const headers = { authorization: `Bearer ${token ?? ''}`, 'content-type': 'application/json' };
  return (await fetch(`${url}/api/v1/overview.get`, { method: 'POST', headers, body: '{}' })).status;
}

describe('a headless host', () => {
  test('always has its API on, and has no start at login', async () => {
    const { controls, directory } = await open();
    const settings = await controls.read();
    expect(settings).toMatchObject({
      autostart: null,
      keepsRunning: null,
      api: { enabled: true, canBeDisabled: false },
      shortcut: null,
      updates: null,
    });
    expect(settings.listener).toMatchObject({ host: '127.0.0.1', isOverridden: true });
    expect(settings.listener?.addresses).toEqual(expect.arrayContaining(['127.0.0.1', '0.0.0.0']));
    expect(await status(urlOf(settings), settings.api?.token ?? null)).toBe(200);
    expect(runningIn(directory)).toEqual({ url: urlOf(settings), pid: process.pid, hasApi: true });
  });

  test('moves at once, reports it, and starts there next time', async () => {
    const { controls, directory, moves, close } = await open();
    const before = await controls.read();
    const port = await freePort();
    const after = valueOf(await controls.update({ listener: { port } }));
    expect(after.listener).toMatchObject({ host: '127.0.0.1', port, url: `http://127.0.0.1:${port}` });
    expect(await status(urlOf(after), after.api?.token ?? null)).toBe(200);
    await expect(fetch(urlOf(before))).rejects.toThrow('fetch failed');
    expect(moves).toEqual([`${urlOf(after)} ${after.api?.token ?? ''}`]);
    expect(runningIn(directory)).toMatchObject({ url: urlOf(after) });
    await close();
    expect(existsSync(join(directory, 'running.json'))).toBe(false);

    const again = await open({ dataDirectory: directory, given: { host: null, port: null } });
    expect((await again.controls.read()).listener).toMatchObject({ port, isOverridden: false });
  });

  test('stays where it is if the port is taken, now and at the next start', async () => {
    const { controls, directory } = await open();
    const before = await controls.read();
    const port = await takenPort();
    const problem = 'is in use by another program, or reserved by the system';
    expect(worded(await controls.update({ listener: { port } }))).toEqual({
      ok: false,
      error: {
        code: 'conflict',
        message: `port ${port} on 127.0.0.1 is in use by another program: choose another port; it is still available at ${urlOf(before)}`,
        fields: { 'listener.port': problem },
      },
    });
    expect(await controls.read()).toEqual(before);
    expect(await status(urlOf(before), before.api?.token ?? null)).toBe(200);
    expect(JSON.parse(readFileSync(join(directory, 'host.json'), 'utf8'))).toMatchObject({ port: null });
  });

  test('the command line overrides the saved settings', async () => {
    const directory = tempDirectory(onTestFinished);
    const [kept, given] = [await freePort(), await freePort()];
    writeFileSync(join(directory, 'host.json'), JSON.stringify({ host: null, port: kept, isApiOn: null }));
    const { controls } = await open({ dataDirectory: directory, given: { host: null, port: given } });
    expect((await controls.read()).listener).toMatchObject({ port: given, isOverridden: true });
  });

  test.each(['', '{', '[]', 'null', '{"port":"http"}', '{"port":70000,"host":7,"isApiOn":"yes"}'])(
    'a damaged file is as good as none: %j',
    async (content) => {
      const directory = tempDirectory(onTestFinished);
      writeFileSync(join(directory, 'host.json'), content);
      const { controls } = await open({ dataDirectory: directory });
      expect((await controls.read()).listener).toMatchObject({ host: '127.0.0.1' });
    },
  );

  test('a new token replaces the old one, in the file too', async () => {
    const { controls, directory, moves } = await open();
    const before = await controls.read();
    const after = valueOf(await controls.renewToken());
    const [old, renewed] = [before.api?.token ?? '', after.api?.token ?? ''];
    expect(renewed).toMatch(/^[\w-]{32}$/u);
    expect(renewed).not.toBe(old);
    expect(urlOf(after)).toBe(urlOf(before));
    expect([await status(urlOf(after), old), await status(urlOf(after), renewed)]).toEqual([401, 200]);
    expect(readFileSync(join(directory, 'token'), 'utf8')).toBe(renewed);
    expect(moves).toEqual([`${urlOf(after)} ${renewed}`]);
    if (process.platform !== 'win32') expect(statSync(join(directory, 'token')).mode & 0o777).toBe(0o600);
  });

  test('a change that cannot be saved is not applied', async () => {
    const { controls, directory } = await open();
    const before = await controls.read();
    const inTheWay = join(directory, 'host.json');
    mkdirSync(inTheWay);
    onTestFinished(() => rmdirSync(inTheWay));
    expect(await controls.update({ listener: { port: await freePort() } })).toMatchObject({
      ok: false,
      error: { code: 'unavailable' },
    });
    expect(await controls.read()).toEqual(before);
  });
});

describe('a desktop', () => {
  test('accepts only pings until the API is turned on, and again once it is turned off', async () => {
    const { controls, directory } = await open({ api: desktop });
    const before = await controls.read();
    expect(before.api).toEqual({ enabled: false, canBeDisabled: true, token: null, metrics: 'token' });
    expect(await status(urlOf(before), null)).toBe(404);
    expect(runningIn(directory)).toMatchObject({ hasApi: false });
    expect(existsSync(join(directory, 'token'))).toBe(false);

    const on = valueOf(await controls.update({ api: { enabled: true } }));
    expect(await status(urlOf(on), on.api?.token ?? null)).toBe(200);
    expect(runningIn(directory)).toMatchObject({ hasApi: true });

    const off = valueOf(await controls.update({ api: { enabled: false } }));
    expect(off.api).toEqual({ enabled: false, canBeDisabled: true, token: null, metrics: 'token' });
    expect(await status(urlOf(off), on.api?.token ?? null)).toBe(404);
    expect((await fetch(`${urlOf(off)}/ping/${knownToken}`)).status).toBe(200);
  });

  test('can be moved to a free port if its port is taken at the start', async () => {
    const taken = await takenPort();
    const { controls } = await open({ api: desktop, given: { host: null, port: taken } });
    expect((await controls.read()).listener).toMatchObject({ port: taken, url: null });
    expect(valueOf(await controls.update({ listener: { port: await freePort() } })).listener?.url).not.toBeNull();
  });

  test('starts at login once it is turned on', async () => {
    const autostart = switchOf();
    const { controls } = await open({ api: desktop, autostart });
    expect((await controls.read()).autostart).toBe(false);
    expect(valueOf(await controls.update({ autostart: true })).autostart).toBe(true);
  });

  test('keeps what closing the window means, unless the change as a whole is refused', async () => {
    let keepsRunning = true;
    const closing: HostClosing = {
      keepsRunning: () => keepsRunning,
      set: (wanted) => void (keepsRunning = wanted),
    };
    const { controls } = await open({ api: desktop, closing });
    expect((await controls.read()).keepsRunning).toBe(true);
    expect((await controls.update({ keepsRunning: false, listener: { port: await takenPort() } })).ok).toBe(false);
    expect((await controls.read()).keepsRunning).toBe(true);
    expect(valueOf(await controls.update({ keepsRunning: false })).keepsRunning).toBe(false);
    expect(keepsRunning).toBe(false);
  });

  test('keeps whether commands may run, and a start that decides it has the last word', async () => {
    const { controls, allowsCommands, directory } = await open({ api: desktop });
    expect(allowsCommands()).toBe(false);
    expect(valueOf(await controls.allowCommands(true)).commands).toEqual({ allowed: true, canBeChanged: true });
    expect(valueOf(await controls.update({ api: { enabled: true } })).commands).toMatchObject({ allowed: true });
    expect(readHostSettings(directory)).toMatchObject({ areCommandsAllowed: true, isApiOn: true });
    const started = await open({ allowsCommands: false });
    expect((await started.controls.read()).commands).toEqual({ allowed: false, canBeChanged: false });
  });

  test('keeps the shortcut it is given, refuses one that is taken, and changes nothing by halves', async () => {
    let kept: Shortcut = { keys: null, opens: 'window' };
    const shortcut: HostShortcut = {
      read: () => ({ ...kept, isTaken: false, isUpToDesktop: false }),
      set(wanted) {
        if (wanted.keys === 'Control+Alt+W') return refused('shortcut-taken');
        kept = { keys: wanted.keys, opens: wanted.opens };
        return ok(null);
      },
    };
    const autostart = switchOf();
    const { controls } = await open({ api: desktop, autostart, shortcut });
    const wanted = { keys: 'Control+Alt+V', opens: 'palette' } as const;
    expect(valueOf(await controls.update({ shortcut: wanted })).shortcut).toMatchObject(wanted);
    const taken = await controls.update({ autostart: true, shortcut: { keys: 'Control+Alt+W', opens: 'window' } });
    expect(taken).toMatchObject({ ok: false, error: { code: 'conflict', reason: { code: 'shortcut-taken' } } });
    expect([kept, autostart.isOn()]).toEqual([wanted, false]);
    const port = await takenPort();
    await controls.update({ shortcut: { keys: null, opens: 'window' }, listener: { port } });
    expect(kept).toEqual(wanted);
  });

  test('passes on what is wanted of its updates, and reports how they stand', async () => {
    const done: string[] = [];
    const { controls } = await open({
      api: desktop,
      updates: {
        read: () => ({ status: { is: 'newest' }, installsItself: true }),
        check: async () => void done.push('check'),
        download: () => void done.push('download'),
        install: () => void done.push('install'),
      },
    });
    const { checkForUpdates, downloadUpdate, installUpdate } = controls;
    for (const call of [checkForUpdates, downloadUpdate, installUpdate]) {
      expect(valueOf(await call()).updates?.status).toEqual({ is: 'newest' });
    }
    expect(done).toEqual(['check', 'download', 'install']);
  });

  test('says where its log is, and shows it in its folder', async () => {
    const shown: string[] = [];
    const { controls, directory } = await open({ api: desktop, showInFolder: (file) => shown.push(file) });
    const { log } = valueOf(await controls.showLog());
    expect(log).toEqual({ file: join(directory, 'logs', 'vigilmon.log'), canBeShown: true });
    expect(shown).toEqual([log?.file]);
  });

  test('changes nothing by halves: if the port is taken, start at login stays as it was', async () => {
    const autostart = switchOf();
    const { controls } = await open({ api: desktop, autostart });
    const refused = await controls.update({ autostart: true, listener: { port: await takenPort() } });
    expect(refused.ok).toBe(false);
    expect(autostart.isOn()).toBe(false);
  });

  test('reports why the system refuses the start at login, and moves nothing', async () => {
    const refusal = refused('autostart-refused', { reason: 'the folder cannot be written to' });
    const { controls } = await open({ api: desktop, autostart: { isOn: () => false, set: () => refusal } });
    const before = await controls.read();
    expect(await controls.update({ autostart: true, listener: { port: await freePort() } })).toEqual(refusal);
    expect(await controls.read()).toEqual(before);
  });
});

test('a missing settings file is written again', async () => {
  const { controls, directory } = await open();
  valueOf(await controls.update({ listener: { port: await freePort() } }));
  rmSync(join(directory, 'host.json'));
  const port = await freePort();
  valueOf(await controls.update({ listener: { port } }));
  expect(JSON.parse(readFileSync(join(directory, 'host.json'), 'utf8'))).toMatchObject({ port });
});

function switchOf(): Autostart {
  let isOn = false;
  return {
    isOn: () => isOn,
    set(next) {
      isOn = next;
      return ok(null);
    },
  };
}
