import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDesktopMemory } from '../../electron/main/desktop-memory.ts';
import { speechFor } from '../../electron/engine/wording/languages.ts';
import { trayNotice } from '../../electron/main/tray-notice.ts';
import type { NativeNotification } from '../../electron/engine/ports.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { tempDirectory } from '../support/temp-directory.ts';

const fresh = {
  isToldOfTray: false,
  isToldOfTaskbar: false,
  keepsRunning: true,
  shortcut: { keys: null, opens: 'window' },
};

test('saved values are there at the next start, in a private file', () => {
  const directory = tempDirectory(onTestFinished);
  const memory = openDesktopMemory(directory, recordedLog());
  expect(memory.read()).toEqual(fresh);
  const shortcut = { keys: 'Ctrl+Alt+V', opens: 'palette' } as const;
  memory.keep({ shortcut });
  memory.keep({ isToldOfTray: true });
  expect(openDesktopMemory(directory, recordedLog()).read()).toEqual({
    ...fresh,
    isToldOfTray: true,
    shortcut,
  });
  expect(statSync(join(directory, 'desktop.json')).mode & 0o777).toBe(0o600);
});

test.each(['', '{"isTold', '[]', '{"shortcut":7}'])('a file that contains %j counts as none', (text) => {
  const directory = tempDirectory(onTestFinished);
  writeFileSync(join(directory, 'desktop.json'), text);
  expect(openDesktopMemory(directory, recordedLog()).read()).toEqual(fresh);
});

test('a failed write is logged, and the value is kept until the end', () => {
  const log = recordedLog();
  const memory = openDesktopMemory('/nonexistent/vigilmon', log);
  memory.keep({ isToldOfTray: true });
  expect([memory.read().isToldOfTray, log.lines]).toEqual([
    true,
    ['warn: what the desktop application remembers could not be kept'],
  ]);
});

function noticed(
  directory: string,
  show: (notification: NativeNotification) => Promise<string>,
  hasTray = (): boolean => true,
): () => void {
  const logger = recordedLog();
  const memory = openDesktopMemory(directory, logger);
  return trayNotice({ memory, notifier: { show }, hasTray, platform: 'linux', speech: speechFor('en'), logger });
}

test('the notice about closing the window is shown once, over all starts', async () => {
  const directory = tempDirectory(onTestFinished);
  const shown: string[] = [];
  const show = async ({ body }: NativeNotification): Promise<string> => {
    shown.push(body);
    return 'a desktop';
  };
  const first = noticed(directory, show);
  first();
  first();
  noticed(directory, show)();
  expect(shown).toEqual([expect.stringContaining('tray')]);
});

test('without a tray the notice says so, also to who knows the tray', () => {
  const shown: string[] = [];
  const show = async ({ body }: NativeNotification): Promise<string> => {
    shown.push(body);
    return 'a desktop';
  };
  let hasTray = true;
  const notice = noticed(tempDirectory(onTestFinished), show, () => hasTray);
  notice();
  hasTray = false;
  notice();
  notice();
  expect(shown).toEqual([expect.stringContaining('in the tray'), expect.stringContaining('no tray icons')]);
});

test('a notice that could not be shown is shown the next time', async () => {
  const directory = tempDirectory(onTestFinished);
  let attempts = 0;
  const notice = noticed(directory, () => {
    attempts += 1;
    return Promise.reject(new Error('no desktop'));
  });
  notice();
  await expect.poll(() => readFileSync(join(directory, 'desktop.json'), 'utf8')).toContain('"isToldOfTray":false');
  notice();
  expect(attempts).toBe(2);
});
