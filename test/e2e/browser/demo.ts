/** The window over the demonstration's data: one for all tests of a file that only look. */
import { test as base } from 'playwright/test';
import { openDemo, type Demo, type DemoOptions } from '../../../build/demo/demo.ts';
import { startPage, type DemoHost } from '../../../build/demo/hosts.ts';
import { clockFrom, pictureTime } from '../../../build/screenshots/fixed-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { createTempDirectory } from '../../support/temp-directory.ts';

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
});
/* eslint-enable no-empty-pattern */
