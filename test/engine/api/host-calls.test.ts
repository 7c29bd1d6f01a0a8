import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import type { HostSettings, UpdateStatus } from '../../../electron/contract/model/program.ts';
import { memoryHost, type MemoryHost } from '../../support/memory-host.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { tempDirectory } from '../../support/temp-directory.ts';
import { errorOf, openTestEngine, valueOf, type TestEngine } from '../../support/test-engine.ts';

const desktop: HostSettings = {
  autostart: false,
  keepsRunning: true,
  listener: {
    host: '127.0.0.1',
    port: 7464,
    url: 'http://127.0.0.1:7464',
    isOverridden: false,
    addresses: ['127.0.0.1', '192.168.1.5', '0.0.0.0'],
  },
  api: { enabled: false, canBeDisabled: true, token: null, metrics: 'token' },
  commands: { allowed: false, canBeChanged: true },
  commandLine: { path: '/home/me/.local/bin/vigilmon', isInstalled: false, missingFromPath: null },
  shortcut: { keys: null, opens: 'window', isTaken: false, isUpToDesktop: false },
  updates: { status: { is: 'unchecked' }, installsItself: true },
  log: { file: '/home/me/vigilmon/logs/vigilmon.log', canBeShown: true },
};
const headless: HostSettings = {
  ...desktop,
  autostart: null,
  keepsRunning: null,
  api: { enabled: true, canBeDisabled: false, token: 'a-token', metrics: 'token' },
  commands: { allowed: false, canBeChanged: false },
  commandLine: null,
  shortcut: null,
  updates: null,
  log: { file: '/home/me/vigilmon/logs/vigilmon.log', canBeShown: false },
};

const nothing: HostSettings = {
  autostart: null,
  keepsRunning: null,
  listener: null,
  api: null,
  commands: null,
  commandLine: null,
  shortcut: null,
  updates: null,
  log: null,
};

let engine: TestEngine;

async function openOn(settings: HostSettings | null): Promise<MemoryHost> {
  const host = memoryHost(settings ?? nothing);
  const directory = tempDirectory(onTestFinished);
  const options = { directory, clock: manualClock() };
  engine = await openTestEngine(settings === null ? options : { ...options, hostControls: host.controls });
  return host;
}
afterEach(() => engine.stop());

describe('settings of the host', () => {
  test('are handed to the host, and other windows are told that they are others now', async () => {
    const { asked } = await openOn(desktop);
    expect(valueOf(await engine.api.host.get(undefined))).toEqual(desktop);
    const patch = { autostart: true, listener: { host: '192.168.1.5', port: 8080 }, api: { enabled: true } };
    expect(valueOf(await engine.api.host.update(patch))).toMatchObject({ autostart: true, listener: { port: 8080 } });
    expect(asked).toEqual([patch]);
    expect(engine.events).toEqual([{ type: 'system' }]);
  });

  test('allow commands where the user may decide, and not where the start has decided', async () => {
    await openOn(desktop);
    expect(valueOf(await engine.api.host.allowCommands({ allowed: true })).commands?.allowed).toBe(true);
    await engine.stop();
    await openOn(headless);
    expect(errorOf(await engine.api.host.allowCommands({ allowed: true }))).toMatchObject({ code: 'unavailable' });
  });

  test('show the log where the host has a desktop to show it on', async () => {
    const { shown } = await openOn(desktop);
    valueOf(await engine.api.host.showLog(undefined));
    expect(shown()).toBe(1);
    await engine.stop();
    await openOn(headless);
    expect(errorOf(await engine.api.host.showLog(undefined))).toMatchObject({ code: 'unavailable' });
  });

  test('install the command line where the host has one to install', async () => {
    await openOn(desktop);
    const installed = valueOf(await engine.api.host.installCommandLine({ installed: true }));
    expect(installed.commandLine?.isInstalled).toBe(true);
    await engine.stop();
    await openOn(headless);
    expect(errorOf(await engine.api.host.installCommandLine({ installed: true }))).toMatchObject({
      code: 'unavailable',
    });
  });

  test('offer updates only where the program installs itself, and only what has been found', async () => {
    const found: UpdateStatus = { is: 'available', version: '2.0.0', notes: '' };
    const outcomes = async (updates: HostSettings['updates']): Promise<readonly unknown[]> => {
      await openOn({ ...desktop, updates });
      const { checkForUpdates, downloadUpdate, installUpdate } = engine.api.host;
      const answers = [
        await checkForUpdates(undefined),
        await downloadUpdate(undefined),
        await installUpdate(undefined),
      ];
      await engine.stop();
      return answers.map((answer) => (answer.ok ? 'done' : answer.error.code));
    };
    expect(await outcomes(null)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(await outcomes({ status: { is: 'newest' }, installsItself: true })).toEqual([
      'done',
      'conflict',
      'conflict',
    ]);
    expect(await outcomes({ status: found, installsItself: true })).toEqual(['done', 'done', 'conflict']);
    expect(await outcomes({ status: found, installsItself: false })).toEqual(['done', 'conflict', 'conflict']);
    const ready = { status: { ...found, is: 'ready' }, installsItself: true } as const;
    expect(await outcomes(ready)).toEqual(['done', 'done', 'done']);
    await openOn(null);
  });

  test.each([
    ['a port that belongs to the system', { listener: { port: 1023 } }, 'listener.port'],
    ['a port beyond the last', { listener: { port: 65_536 } }, 'listener.port'],
    ['a part of a port', { listener: { port: 8080.5 } }, 'listener.port'],
    ['any port at all', { listener: { port: 0 } }, 'listener.port'],
    ['an address of another computer', { listener: { host: '192.168.1.6' } }, 'listener.host'],
    ['no address', { listener: { host: '' } }, 'listener.host'],
  ])('are refused with %s, before the host is asked', async (_what, patch, field) => {
    const { asked } = await openOn(desktop);
    expect(errorOf(await engine.api.host.update(patch))).toMatchObject({
      code: 'invalid',
      fields: { [field]: expect.any(String) as string },
    });
    expect(asked).toEqual([]);
    expect(engine.events).toEqual([]);
  });

  test('that a host does not have are unavailable, and nothing of the change is made', async () => {
    const { asked } = await openOn(headless);
    const { host } = engine.api;
    expect(errorOf(await host.update({ autostart: true, listener: { port: 8080 } })).code).toBe('unavailable');
    expect(errorOf(await host.update({ keepsRunning: false, api: { enabled: true } })).code).toBe('unavailable');
    expect(errorOf(await host.update({ api: { enabled: false } })).code).toBe('unavailable');
    expect(asked).toEqual([]);
    expect((await host.update({ api: { enabled: true } })).ok).toBe(true);
  });

  test('are all unavailable where the host brings none', async () => {
    await openOn(null);
    const { host } = engine.api;
    expect(valueOf(await host.get(undefined))).toEqual(nothing);
    for (const patch of [{ autostart: false }, { keepsRunning: false }, { listener: {} }, { api: {} }, {}]) {
      expect(errorOf(await host.update(patch)).code).toBe('unavailable');
    }
    expect(errorOf(await host.renewToken(undefined)).code).toBe('unavailable');
  });
});

describe('the token', () => {
  test('is renewed by the host', async () => {
    await openOn(headless);
    expect(valueOf(await engine.api.host.renewToken(undefined)).api?.token).toBe('another-token');
    expect(engine.events).toEqual([{ type: 'system' }]);
  });

  test('is not there to be renewed while the API is off', async () => {
    await openOn(desktop);
    expect(errorOf(await engine.api.host.renewToken(undefined)).code).toBe('unavailable');
  });
});
