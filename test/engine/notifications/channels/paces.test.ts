/** The limits that services document, held in advance: as many messages as the pace lets through never exceed them. */
import { describe, expect, it } from 'vitest';
import type { ChannelKind } from '../../../../electron/contract/channels/registry.ts';
import { channelRooms } from '../../../../electron/engine/notifications/channels/registry.ts';
import { openPacer } from '../../../../electron/engine/notifications/queue/pacer.ts';
import { manualClock } from '../../../support/manual-clock.ts';

interface Limit {
  readonly most: number;
  readonly withinMs: number;
}

const limits: readonly (readonly [ChannelKind, Limit])[] = [
  ['slack', { most: 1, withinMs: 1_000 }],
  ['telegram', { most: 1, withinMs: 1_000 }],
  ['telegram', { most: 20, withinMs: 60_000 }],
  ['discord', { most: 5, withinMs: 2_000 }],
  ['discord', { most: 30, withinMs: 60_000 }],
  ['googlechat', { most: 1, withinMs: 1_000 }],
  ['teams', { most: 4, withinMs: 1_000 }],
  ['mattermost', { most: 10, withinMs: 1_000 }],
  ['matrix', { most: 10, withinMs: 5_000 }],
  ['ntfy', { most: 60, withinMs: 5_000 }],
  ['pushover', { most: 5, withinMs: 1_000 }],
  ['pagerduty', { most: 120, withinMs: 60_000 }],
  ['email', { most: 30, withinMs: 60_000 }],
];

/** As fast as the pace allows, for ten minutes. */
async function sendingTimes(kind: ChannelKind): Promise<readonly number[]> {
  const clock = manualClock();
  const pacer = openPacer(clock);
  const { pace } = channelRooms[kind];
  const sentAt: number[] = [];
  while (clock.monotonic() < 600_000) {
    await clock.advance(pacer.leftMs(pace));
    pacer.spend(pace);
    sentAt.push(clock.monotonic());
  }
  return sentAt;
}

describe.each(limits)('%s', (kind, { most, withinMs }) => {
  it(`gets at most ${String(most)} within ${String(withinMs / 1_000)} s`, async () => {
    const sentAt = await sendingTimes(kind);
    const counts = sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + withinMs).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(most);
    expect(sentAt.length).toBeGreaterThan(100);
  });
});
