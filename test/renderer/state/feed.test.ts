import { expect, test } from 'vitest';
import type { EngineEvent } from '../../../electron/contract/events.ts';
import { createFeed, firstSettleMs, settleMs } from '../../../renderer/state/feed.ts';
import { manualClock } from '../../support/manual-clock.ts';

interface Rig {
  readonly feed: ReturnType<typeof createFeed>;
  readonly log: string[];
  readonly subscriptions: () => number;
  readonly send: (event: EngineEvent) => void;
  readonly gap: () => void;
  readonly show: (isVisible: boolean) => void;
  readonly settle: () => Promise<void>;
  /** Until the first views are there. */
  readonly settleFirst: () => Promise<void>;
}

function rig(): Rig {
  const subscribers = new Set<{ listener: (event: EngineEvent) => void; onGap: () => void }>();
  const watchers = new Set<() => void>();
  const clock = manualClock();
  const log: string[] = [];
  let isVisible = true;
  const subscribe = (listener: (event: EngineEvent) => void, onGap: () => void): (() => void) => {
    const subscriber = { listener, onGap };
    subscribers.add(subscriber);
    return () => subscribers.delete(subscriber);
  };
  const visibility = {
    isVisible: () => isVisible,
    onChange: (task: () => void) => {
      watchers.add(task);
      return () => watchers.delete(task);
    },
  };
  const feed = createFeed(subscribe, visibility, (task, ms) => clock.setTimer(ms, task));
  feed.onEvent((event) => log.push(event.type));
  feed.onStale(() => log.push('stale'));
  return {
    feed,
    log,
    subscriptions: () => subscribers.size,
    send: (event) => subscribers.forEach(({ listener }) => listener(event)),
    gap: () => subscribers.forEach(({ onGap }) => onGap()),
    show: (next) => {
      isVisible = next;
      watchers.forEach((watcher) => watcher());
    },
    settle: () => clock.advance(settleMs),
    settleFirst: () => clock.advance(firstSettleMs),
  };
}

test('events are passed on while the page is visible', () => {
  const { feed, log, send } = rig();
  feed.start();
  send({ type: 'rules' });
  expect(log).toEqual(['rules']);
});

test('a hidden page has no subscription, and fetches again once when it is shown', async () => {
  const { feed, log, subscriptions, show, gap, settle } = rig();
  feed.start();
  show(false);
  expect(subscriptions()).toBe(0);
  show(true);
  show(true);
  expect(subscriptions()).toBe(1);
  // The stream is open, and the host reports that it was hidden.
  gap();
  gap();
  await settle();
  expect(log).toEqual(['stale']);
});

test('a page that is hidden again at once fetches nothing', async () => {
  const { feed, log, show, settle } = rig();
  feed.start();
  show(false);
  show(true);
  show(false);
  await settle();
  expect(log).toEqual([]);
});

test('a page that starts hidden subscribes when it is first shown', () => {
  const { feed, subscriptions, show } = rig();
  show(false);
  feed.start();
  expect(subscriptions()).toBe(0);
  show(true);
  expect(subscriptions()).toBe(1);
});

test('everything is fetched again after each gap', async () => {
  const { feed, log, gap, settle, settleFirst } = rig();
  feed.start();
  gap();
  await settleFirst();
  gap();
  await settle();
  expect(log).toEqual(['stale', 'stale']);
});

test('what was missed until the first stream opened is fetched once the first views are there', async () => {
  const { feed, log, gap, settle, settleFirst } = rig();
  feed.start();
  gap();
  await settle();
  expect(log).toEqual([]);
  await settleFirst();
  expect(log).toEqual(['stale']);
});

test('a page that starts hidden fetches again as soon as it is shown', async () => {
  const { feed, log, show, settle } = rig();
  show(false);
  feed.start();
  show(true);
  await settle();
  expect(log).toEqual(['stale']);
});

test('a stopped feed passes on no more events', async () => {
  const { feed, log, subscriptions, show, gap, settle } = rig();
  const stop = feed.start();
  gap();
  stop();
  show(false);
  show(true);
  await settle();
  expect(subscriptions()).toBe(0);
  expect(log).toEqual([]);
});
