import { expect, test } from 'vitest';
import { openDesktopReport } from '../../../electron/engine/notifications/desktop-report.ts';
import { isChannelNotification, type ChannelNotification } from '../../../electron/engine/notifications/payload.ts';
import { NotShownError, type NativeNotification } from '../../../electron/engine/ports.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { channelBroken, speech } from './samples.ts';

function setup(show: (notification: NativeNotification) => Promise<string>) {
  const logger = recordedLog();
  const report = openDesktopReport({ clock: manualClock(), nativeNotifier: { show }, speech, logger });
  return { report, logger };
}

function payloadOf(changes: Partial<ChannelNotification> = {}): ChannelNotification {
  const { payload } = channelBroken(changes);
  if (!isChannelNotification(payload)) throw new Error('not about a channel');
  return payload;
}

test('a channel that fails is reported on the desktop and stays there; its recovery replaces the report', () => {
  const shown: NativeNotification[] = [];
  const { report } = setup(async (notification) => {
    shown.push(notification);
    return 'a desktop';
  });
  const failing = payloadOf();
  report(failing);
  report({ ...failing, event: 'channel-recovered', endedAt: failing.confirmedAt + 60_000 });
  expect(shown.map(({ presence, monitorId }) => [presence, monitorId])).toEqual([
    ['lasting', null],
    ['normal', null],
  ]);
  expect(new Set(shown.map(({ tag }) => tag)).size).toBe(1);
  expect(shown[0]?.title).toContain('Ops');
});

test('another failure of the same channel is a notification of its own', () => {
  const tags: string[] = [];
  const { report } = setup(async ({ tag }) => {
    tags.push(tag);
    return 'a desktop';
  });
  const failing = payloadOf();
  report(failing);
  report({ ...failing, since: failing.since + 1 });
  expect(new Set(tags).size).toBe(2);
});

test('a desktop that cannot show it is logged, with the channel', async () => {
  const { report, logger } = setup(() => Promise.reject(new NotShownError([{ code: 'unsupported', facts: {} }])));
  report(payloadOf());
  await expect.poll(() => logger.lines).toEqual(['warn: a failing channel could not be reported on the desktop']);
});
