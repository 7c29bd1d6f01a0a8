/**
 * What a user does in the window, over both of its transports: as a page of the headless host in a Chromium, and, in
 * the electron ring, in the desktop application over IPC. A test that imports this `test` runs in both.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { connectHttp } from '../../../electron/client/http-client.ts';
import type { Api } from '../../../electron/contract/calls.ts';
import { test as inBrowser } from '../browser/window.ts';
import { openFromTray, test as onDesktop, type Started } from '../electron/desktop.ts';
import { windowApi } from '../electron/window-api.ts';
import type { Fixtures } from '../fixtures.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { clientWords } from '../../support/client-words.ts';

export interface Flow {
  /** The engine behind the window, reached directly. */
  readonly host: { readonly api: Api };
  /** Errors on the page fail the test. */
  readonly window: VigilmonWindow;
  /** The file that the window offers after `press`; in the application as if a person had chosen a place for it. */
  readonly savedAfter: (press: () => Promise<void>) => Promise<SavedFile>;
}

interface SavedFile {
  readonly name: string;
  readonly text: string;
}

const inPage = inBrowser.extend<Pick<Flow, 'savedAfter'>>({
  savedAfter: async ({ page }, use) => {
    await use(async (press) => {
      const downloading = page.waitForEvent('download');
      await press();
      const download = await downloading;
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    });
  },
});

const inDesktopWindow = onDesktop.extend<Flow & { readonly started: Started }>({
  started: async ({ desktop }, use) => {
    await use(await desktop.start('--hidden'));
  },
  savedAfter: async ({ started: { app }, directory }, use) => {
    await use(async (press) => {
      const path = join(directory, 'saved');
      await app.evaluate(({ session }, place) => {
        const saved = new Promise<string>((resolve) => {
          session.defaultSession.once('will-download', (_event, item) => {
            const name = item.getFilename();
            item.setSavePath(place);
            item.once('done', (_done, state) => resolve(state === 'completed' ? name : state));
          });
        });
        Reflect.set(globalThis, 'saved', saved);
      }, path);
      await press();
      const name = await app.evaluate(() => Reflect.get(globalThis, 'saved') as Promise<string>);
      return { name, text: await readFile(path, 'utf8') };
    });
  },
  window: async ({ started }, use) => {
    await use(new VigilmonWindow(await openFromTray(started)));
    expect(started.complaints).toEqual([]);
  },
  host: async ({ window }, use) => {
    const turnedOn = await windowApi(window.page).host.update({ api: { enabled: true } });
    const settings = turnedOn.ok ? turnedOn.value : null;
    const baseUrl = settings?.listener?.url ?? null;
    const token = settings?.api?.token ?? null;
    if (baseUrl === null || token === null) throw new Error('the API of the desktop application is not on');
    await use(connectHttp({ words: clientWords, baseUrl, token }));
  },
});

type FlowTest = (title: string, body: (fixtures: Fixtures & Flow) => Promise<void>) => void;

export const test: FlowTest = process.env['VIGILMON_RING'] === 'electron' ? inDesktopWindow : inPage;
