import { expect, test } from 'vitest';
import { addMonitor, midnight, newPing, openTestStore } from './fixtures.ts';

test('a ping is read back as written, with an id', async () => {
  const store = await openTestStore();
  const { key } = addMonitor(store);
  const news = newPing(midnight, { kind: 'fail', exitCode: 137, runId: 'r-1', runTime: 4_200, body: 'killed ☠\n' });
  const kept = store.pings.append(key, news);
  expect(kept).toEqual({ id: kept.id, ...news });
  expect(store.pings.page(key, { limit: 9 })).toEqual({ items: [kept], next: null });
});

test('the latest hundred of each monitor are kept', async () => {
  const store = await openTestStore();
  const [busy, quiet] = [addMonitor(store, 'busy'), addMonitor(store, 'quiet')];
  store.pings.append(quiet.key, newPing(midnight - 1));
  for (let index = 0; index < 250; index += 1) store.pings.append(busy.key, newPing(midnight + index));
  const times = store.pings.recent(busy.key, 500).map(({ at }) => at - midnight);
  expect(times).toEqual(Array.from({ length: 100 }, (_, index) => 150 + index));
  expect(store.pings.recent(quiet.key, 9)).toHaveLength(1);
});

test('a ping whose transaction is rolled back displaces no other', async () => {
  const store = await openTestStore();
  const [busy, quiet] = [addMonitor(store, 'busy'), addMonitor(store, 'quiet')];
  for (let index = 0; index < 90; index += 1) store.pings.append(busy.key, newPing(midnight + index));
  const refused = new Error('the disk is full');
  const attempt = (): void =>
    store.transaction(() => {
      store.pings.append(busy.key, newPing(midnight));
      throw refused;
    });
  for (let count = 0; count < 50; count += 1) expect(attempt).toThrow(refused);
  store.pings.append(quiet.key, newPing(midnight));
  for (let index = 90; index < 100; index += 1) store.pings.append(busy.key, newPing(midnight + index));
  expect(store.pings.recent(busy.key, 500).map(({ at }) => at - midnight)).toEqual(
    Array.from({ length: 100 }, (_, index) => index),
  );
});

test('pings are paged newest first', async () => {
  const store = await openTestStore();
  const { key } = addMonitor(store);
  for (let index = 0; index < 5; index += 1) store.pings.append(key, newPing(midnight + index));
  const first = store.pings.page(key, { limit: 3 });
  const second = store.pings.page(key, { before: first.next ?? 0, limit: 3 });
  expect([...first.items, ...second.items].map(({ at }) => at - midnight)).toEqual([4, 3, 2, 1, 0]);
  expect(second.next).toBeNull();
});

test('failed pings are paged by themselves', async () => {
  const store = await openTestStore();
  const { key } = addMonitor(store);
  for (let index = 0; index < 5; index += 1)
    store.pings.append(key, newPing(midnight + index, { kind: index % 2 === 0 ? 'fail' : 'success' }));
  const first = store.pings.page(key, { failuresOnly: true, limit: 2 });
  const second = store.pings.page(key, { failuresOnly: true, before: first.next ?? 0, limit: 2 });
  expect([...first.items, ...second.items].map(({ at }) => at - midnight)).toEqual([4, 2, 0]);
});

test('a run is found by its id, with its latest start', async () => {
  const store = await openTestStore();
  const [job, other] = [addMonitor(store, 'job'), addMonitor(store, 'other')];
  store.pings.append(job.key, newPing(midnight, { kind: 'start', runId: 'a' }));
  store.pings.append(job.key, newPing(midnight + 1, { kind: 'start', runId: 'b' }));
  store.pings.append(job.key, newPing(midnight + 2, { kind: 'start', runId: 'a' }));
  store.pings.append(job.key, newPing(midnight + 3, { kind: 'success', runId: 'a' }));
  expect(store.pings.runStartedAt(job.key, 'a')).toBe(midnight + 2);
  expect(store.pings.runStartedAt(job.key, 'c')).toBeNull();
  expect(store.pings.runStartedAt(other.key, 'a')).toBeNull();
});
