import { expect, test } from 'vitest';
import type { Api } from '../../../electron/contract/calls.ts';
import type { VigilmonClient } from '../../../electron/contract/client.ts';
import type { EngineEvent } from '../../../electron/contract/events.ts';
import type { Overview } from '../../../electron/contract/model/state.ts';
import { fail, ok, type Result } from '../../../electron/contract/result.ts';
import { createFeed } from '../../../renderer/state/feed.ts';
import { createOverviewStore, type OverviewStore } from '../../../renderer/state/overview.svelte.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { overviewOf, passedAt, summary } from '../summaries.ts';

interface Rig {
  readonly store: OverviewStore;
  readonly stop: () => void;
  readonly advance: (ms: number) => Promise<void>;
  readonly send: (event: EngineEvent) => void;
  readonly said: string[];
  /** How often the overview was requested. */
  readonly fetches: () => number;
}

/** `answer` is called for each request, of the overview and of the settings alike. */
async function rig(answer: () => Result<Overview> | Promise<Result<Overview>>): Promise<Rig> {
  const clock = manualClock();
  const listeners = new Set<(event: EngineEvent) => void>();
  const said: string[] = [];
  let fetches = 0;
  const api = {
    overview: {
      get: async () => {
        fetches += 1;
        return answer();
      },
    },
    settings: {
      get: async () => {
        const { ok: isThere } = await answer();
        return isThere ? ok({}) : fail('unavailable', 'gone');
      },
    },
  } as unknown as Api;
  const subscribe: VigilmonClient['subscribe'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const feed = createFeed(subscribe, { isVisible: () => true, onChange: () => () => {} }, (task, ms) =>
    clock.setTimer(ms, task),
  );
  const stopFeed = feed.start();
  const store = createOverviewStore({
    client: { api, subscribe },
    feed,
    onStateChange: (monitors) => said.push(...monitors.map(({ name, state }) => `${name} ${state}`)),
    delay: (task, ms) => clock.setTimer(ms, task),
  });
  const stopStore = store.start();
  await clock.advance(0);
  return {
    store,
    stop: () => {
      stopStore();
      stopFeed();
    },
    advance: clock.advance,
    send: (event) => listeners.forEach((listener) => listener(event)),
    said,
    fetches: () => fetches,
  };
}

test('one snapshot, then deltas, rendered together a moment later', async () => {
  const { store, send, advance, fetches, said } = await rig(() => ok(overviewOf(summary('shop'), summary('web'))));
  expect(store.monitors.size).toBe(2);
  send({ type: 'monitor', monitor: summary('shop', { state: 'down' }) });
  send({ type: 'check', monitorId: 'web', check: passedAt(5), nextCheckAt: 9 });
  expect(store.monitors.get('shop')?.state).toBe('up');
  await advance(200);
  expect(store.monitors.get('shop')?.state).toBe('down');
  expect(store.monitors.get('web')?.lastCheckAt).toBe(5);
  expect(said).toEqual(['shop down']);
  expect(fetches()).toBe(1);
});

test('checks that change no state wait longer, but do not delay a later change of state', async () => {
  const { store, send, advance } = await rig(() => ok(overviewOf(summary('shop'), summary('web'))));
  const lastCheck = (): number | null | undefined => store.monitors.get('web')?.lastCheckAt;
  send({ type: 'check', monitorId: 'web', check: passedAt(5), nextCheckAt: 9 });
  await advance(999);
  expect(lastCheck()).not.toBe(5);
  await advance(1);
  expect(lastCheck()).toBe(5);
  send({ type: 'check', monitorId: 'web', check: passedAt(6), nextCheckAt: 9 });
  send({ type: 'monitor', monitor: summary('shop', { state: 'down' }) });
  await advance(200);
  expect(lastCheck()).toBe(6);
  expect(store.monitors.get('shop')?.state).toBe('down');
});

test('events during the fetch of the snapshot are not lost', async () => {
  let answer: (value: Result<Overview>) => void = () => {};
  const { store, send, advance } = await rig(() => new Promise((resolve) => (answer = resolve)));
  send({ type: 'monitor', monitor: summary('shop', { state: 'down' }) });
  answer(ok(overviewOf(summary('shop'))));
  await advance(0);
  expect(store.monitors.get('shop')?.state).toBe('down');
});

test('changes shown while a newer snapshot loads are not undone by it', async () => {
  const answers: ((answer: Result<Overview>) => void)[] = [];
  const { store, send, advance, said } = await rig(() => new Promise((resolve) => answers.push(resolve)));
  answers[0]?.(ok(overviewOf(summary('shop'))));
  await advance(0);
  const reloaded = store.reload();
  send({ type: 'monitor', monitor: summary('shop', { state: 'down' }) });
  await advance(200);
  expect(store.monitors.get('shop')?.state).toBe('down');
  // It was read before the outage began.
  answers[1]?.(ok(overviewOf(summary('shop'))));
  await reloaded;
  expect(store.monitors.get('shop')?.state).toBe('down');
  expect(said).toEqual(['shop down']);
});

test('an unresponsive engine is retried with growing delays until it responds', async () => {
  let isThere = false;
  const { store, advance, fetches } = await rig(() =>
    isThere ? ok(overviewOf(summary('shop'))) : fail('unavailable', 'Vigilmon does not answer'),
  );
  expect(store.error?.code).toBe('unavailable');
  expect(store.summary).toBeNull();
  await advance(1_000);
  await advance(2_000);
  expect(fetches()).toBe(3);
  isThere = true;
  await advance(5_000);
  expect(store.error).toBeNull();
  expect(store.monitors.size).toBe(1);
});

test('the data stays while the engine is gone, and its silence is noticed', async () => {
  let isThere = true;
  const { store, advance } = await rig(() =>
    isThere ? ok(overviewOf(summary('shop'))) : fail('unavailable', 'Vigilmon does not answer'),
  );
  isThere = false;
  await advance(20_000);
  expect(store.error?.code).toBe('unavailable');
  expect(store.monitors.size).toBe(1);
});

test('nothing is requested as long as events arrive', async () => {
  const { send, advance, fetches } = await rig(() => ok(overviewOf(summary('shop'))));
  for (let turn = 0; turn < 10; turn += 1) {
    await advance(15_000);
    send({ type: 'check', monitorId: 'shop', check: passedAt(turn), nextCheckAt: null });
  }
  expect(fetches()).toBe(1);
});

test('a wrong token is not retried', async () => {
  const { store, advance, fetches } = await rig(() => fail('unauthorized', 'no token'));
  await advance(60_000);
  expect(store.error?.code).toBe('unauthorized');
  expect(fetches()).toBe(1);
});

test('a stopped store handles and requests nothing more', async () => {
  const { store, stop, send, advance, fetches } = await rig(() => ok(overviewOf(summary('shop'))));
  stop();
  send({ type: 'monitorRemoved', monitorId: 'shop' });
  await advance(60_000);
  expect(store.monitors.size).toBe(1);
  expect(fetches()).toBe(1);
});
