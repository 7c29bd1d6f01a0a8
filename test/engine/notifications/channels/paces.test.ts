/** The limits that services document, held in advance: as many messages as the pace lets through never exceed them. */
import { describe, expect, it } from 'vitest';
import type { ChannelKind } from '../../../../electron/contract/channels/registry.ts';
import { channelRooms } from '../../../../electron/engine/notifications/channels/registry.ts';
import { openPacer } from '../../../../electron/engine/notifications/queue/pacer.ts';
import { manualClock } from '../../../support/manual-clock.ts';

interface Limit {
  readonly most: number;
  readonly withinMs: number;
  /** Only new messages count, no changes of earlier ones. */
  readonly isOfMessages?: boolean;
}

const limits: readonly (readonly [ChannelKind, Limit])[] = [
  ['slack', { most: 1, withinMs: 1_000 }],
  ['telegram', { most: 1, withinMs: 1_000, isOfMessages: true }],
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

interface Sent {
  /** When each message was sent. */
  readonly messages: readonly number[];
  readonly requests: readonly number[];
}

/** As fast as the pace allows, for ten minutes; each message takes so many requests. */
async function sendAll(kind: ChannelKind, perMessage: number): Promise<Sent> {
  const clock = manualClock();
  const pacer = openPacer(clock);
  const { pace } = channelRooms[kind];
  const messages: number[] = [];
  const requests: number[] = [];
  while (clock.monotonic() < 600_000) {
    await clock.advance(pacer.leftMs(pace));
    const onRequest = pacer.begin(pace);
    messages.push(clock.monotonic());
    for (let count = 0; count < perMessage; count += 1) {
      onRequest();
      requests.push(clock.monotonic());
    }
  }
  return { messages, requests };
}

describe.each(limits)('%s', (kind, { most, withinMs, isOfMessages = false }) => {
  const { perMessage = 1 } = channelRooms[kind].pace;
  it(`gets at most ${String(most)} within ${String(withinMs / 1_000)} s, whatever its messages take`, async () => {
    for (const each of new Set([1, perMessage])) {
      const { messages, requests } = await sendAll(kind, each);
      const sentAt = isOfMessages ? messages : requests;
      const counts = sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + withinMs).length);
      expect(Math.max(...counts)).toBeLessThanOrEqual(most);
      expect(requests.length).toBeGreaterThan(100);
    }
  });
});
