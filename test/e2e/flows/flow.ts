/**
 * What a user does in the window, over both of its transports: as a page of the headless host in a Chromium, and, in
 * the electron ring, in the desktop application over IPC. A test that imports this `test` runs in both.
 */
import { expect } from 'playwright/test';
import { connectHttp } from '../../../electron/client/http-client.ts';
import type { Api } from '../../../electron/contract/calls.ts';
import { test as inBrowser } from '../browser/window.ts';
import { openFromTray, test as onDesktop } from '../electron/desktop.ts';
import { windowApi } from '../electron/window-api.ts';
import type { Fixtures } from '../fixtures.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';
import { clientWords } from '../../support/client-words.ts';

export interface Flow {
  /** The engine behind the window, reached directly. */
  readonly host: { readonly api: Api };
  /** Errors on the page fail the test. */
  readonly window: VigilmonWindow;
}

const inDesktopWindow = onDesktop.extend<Flow>({
  window: async ({ desktop }, use) => {
    const started = await desktop.start('--hidden');
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

export const test: FlowTest = process.env['VIGILMON_RING'] === 'electron' ? inDesktopWindow : inBrowser;
