/** The window of a fresh headless host, in a real Chromium. Any error on the page fails the test. */
import { expect } from 'playwright/test';
import type { HeadlessHost } from '../../support/headless-host.ts';
import { test as base } from '../fixtures.ts';
import { VigilmonWindow } from '../pages/vigilmon-window.ts';

export const test = base.extend<{ host: HeadlessHost; window: VigilmonWindow }>({
  host: async ({ launch }, use) => use(await launch()),
  window: async ({ host, page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // Rejected input has an error status, which Chromium logs by itself.
      const isAnswer = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
    });
    await page.goto(host.pageUrl);
    await use(new VigilmonWindow(page));
    expect(complaints).toEqual([]);
  },
});
