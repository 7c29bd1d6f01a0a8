/** The demo in the desktop application: the same story in the installed form of the program. */
import { existsSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import { openDemo } from '../../../build/demo/demo.ts';
import { findElectron } from '../../../build/electron-binary.ts';
import { systemClock } from '../../../electron/host/system-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { shortDemo } from '../browser/demo.ts';

test('it opens with its history, jobs ping it from the first run, and failures are reported by email and Slack', async () => {
  const logger = recordedLog();
  const demo = await openDemo({ ...shortDemo, days: 1, clock: systemClock, logger, electron: findElectron() });
  expect(demo.windowUrl).toBeNull();
  demo.perform('break-service');
  const told = (): readonly string[] =>
    demo.inbox.entries().map((entry) => (entry.kind === 'mail' ? entry.subject : entry.kind));
  await expect.poll(told, { timeout: 60_000 }).toContain('[DOWN] Shop API: status 503, expected 200');
  await expect.poll(told).toContain('slack');
  await demo.close();
  expect(existsSync(demo.dataDirectory)).toBe(false);
  expect(logger.lines.filter((line) => /^(warn|error)/.test(line))).toEqual([]);
});
