/**
 * The end-to-end rings: `story` (the whole program, without a browser), `network` (a laptop's sleep and its cut cable),
 * `scenes` (each view of the window once) and `browser` (the window in a real Chromium over the headless host), and
 * `electron` (the desktop application). Tests in flows/ run in both of the latter. build/test.ts runs it and says where the
 * results go.
 */
import { resolve } from 'node:path';
import { defineConfig } from 'playwright/test';

const root = resolve(import.meta.dirname, '../..');
const ring = process.env['VIGILMON_RING'] ?? 'e2e';
const chromium = process.env['VIGILMON_CHROMIUM'];

const everyScene = '**/e2e/browser/scenes.test.ts';
const inChromium = {
  browserName: 'chromium',
  viewport: { width: 1280, height: 800 },
  ...(chromium === undefined ? {} : { launchOptions: { executablePath: chromium } }),
} as const;

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: resolve(root, `test-results/${ring}-artifacts`),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // Tests mostly wait, for pages and applications to start and for time to pass.
  workers: 4,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list'], ['json', { outputFile: resolve(root, `test-results/${ring}.json`) }]],
  use: {
    // Traces cost a third of the time; to investigate a failure, use --trace retain-on-failure.
    trace: 'off',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'UTC',
  },
  projects: [
    { name: 'story', testDir: resolve(import.meta.dirname, 'story'), timeout: 120_000 },
    { name: 'network', testDir: resolve(import.meta.dirname, 'network'), timeout: 240_000 },
    // None of these waits, and each worker furnishes a demo.
    { name: 'scenes', testMatch: everyScene, workers: 2, use: inChromium },
    { name: 'browser', testMatch: '**/e2e/{browser,flows}/*.test.ts', testIgnore: everyScene, use: inChromium },
    {
      name: 'electron',
      testMatch: ['**/e2e/{electron,flows}/*.test.ts'],
      workers: 4,
      timeout: 120_000,
    },
  ],
});
