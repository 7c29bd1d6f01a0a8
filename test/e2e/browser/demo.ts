/** The window over the demonstration's data: one for all tests of a file that only look. */
import { test as base } from 'playwright/test';
import { openDemo, type Demo, type DemoOptions } from '../../../build/demo/demo.ts';
import { startPage, type DemoHost } from '../../../build/demo/hosts.ts';
import { clockFrom, pictureTime } from '../../../build/screenshots/fixed-clock.ts';
import { connectHttp } from '../../../electron/client/http-client.ts';
import { clientWords } from '../../support/client-words.ts';
import { buildPseudoWindow } from '../../support/pseudo-window.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { createTempDirectory } from '../../support/temp-directory.ts';
import { textsOf } from './shown-words.ts';

export const shortDemo = {
  days: 3,
  seed: 7,
  port: 0,
  inboxPort: 0,
  story: null,
  hasDesktop: true,
  nativeNotifier: { show: () => Promise.resolve('shown') },
  electron: null,
} satisfies Omit<DemoOptions, 'clock' | 'logger'>;

interface Hosts {
  readonly demo: Demo;
  /** Before anything has been set up. */
  readonly empty: DemoHost;
  /** The texts of the demo's events so far: a page may show any of them in place of what it was answered. */
  readonly told: ReadonlySet<string>;
  /** The window's script in the pseudo-language. */
  readonly pseudoScript: string;
}

/* eslint-disable no-empty-pattern -- Playwright reads off the pattern which other fixtures a fixture needs. */
export const test = base.extend<object, Hosts>({
  // The demo's time: a period that the window asks for ends now.
  page: async ({ page }, use) => {
    await page.clock.setSystemTime(pictureTime);
    await use(page);
  },
  demo: [
    async ({}, use) => {
      // The demo's computer sleeps at night, by the local clock.
      process.env['TZ'] = 'UTC';
      const demo = await openDemo({ ...shortDemo, clock: clockFrom(pictureTime), logger: recordedLog() });
      await use(demo);
      await demo.close();
    },
    { scope: 'worker' },
  ],
  empty: [
    async ({}, use) => {
      const directory = createTempDirectory();
      const host = await startPage(
        { dataDirectory: directory.path, clock: clockFrom(pictureTime), logger: recordedLog() },
        0,
      );
      await use(host);
      await host.close();
      directory.remove();
    },
    { scope: 'worker' },
  ],
  told: [
    async ({ demo }, use) => {
      const texts = new Set<string>();
      const { origin, hash } = new URL(demo.windowUrl ?? '');
      const client = connectHttp({ words: clientWords, baseUrl: origin, token: hash.replace('#token=', '') });
      const opened = Promise.withResolvers<null>();
      const unsubscribe = client.subscribe(
        (event) => {
          for (const text of textsOf(event)) texts.add(text);
        },
        () => opened.resolve(null),
      );
      await opened.promise;
      await use(texts);
      unsubscribe();
    },
    { scope: 'worker' },
  ],
  pseudoScript: [async ({}, use) => use(await buildPseudoWindow()), { scope: 'worker' }],
});
/* eslint-enable no-empty-pattern */
