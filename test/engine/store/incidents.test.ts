import { describe, expect, test } from 'vitest';
import type { Incident } from '../../../electron/contract/model/history.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import { addMonitor, hourMs, midnight, newIncident, openTestStore, refused } from './fixtures.ts';

describe('an incident', () => {
  test('is open until it is closed', async () => {
    const store = await openTestStore();
    const record = addMonitor(store);
    const opened = store.incidents.open({ ...newIncident(record, midnight), lastGoodAt: midnight - 9 });
    expect(opened).toEqual({
      id: opened.id,
      monitorId: 'shop-api',
      monitorName: 'SHOP-API',
      severity: 'critical',
      startedAt: midnight,
      detectedAt: midnight + 5,
      confirmedAt: midnight + 5_000,
      endedAt: null,
      failure: refused,
      acknowledgedAt: null,
      note: '',
      causedBy: null,
      caused: 0,
    });
    expect(store.incidents.openOnes()).toEqual([opened]);
    expect(store.incidents.lastGoodAt(opened.id)).toBe(midnight - 9);

    const closed = store.incidents.close(opened.id, midnight + hourMs);
    expect(closed).toEqual({ ...opened, endedAt: midnight + hourMs });
    expect(store.incidents.openOnes()).toEqual([]);
    expect(store.incidents.find(opened.id)).toEqual(closed);
  });

  test('never ends before it started, even if the clock is set back', async () => {
    const store = await openTestStore();
    const { id } = store.incidents.open(newIncident(addMonitor(store), midnight));
    expect(store.incidents.close(id, midnight - hourMs).endedAt).toBe(midnight);
  });

  test('is the only open one of its monitor', async () => {
    const store = await openTestStore();
    const record = addMonitor(store);
    store.incidents.open(newIncident(record, midnight));
    expect(() => store.incidents.open(newIncident(record, midnight + 1))).toThrow(/UNIQUE/u);
  });

  test('can be acknowledged with a note', async () => {
    const store = await openTestStore();
    const { id } = store.incidents.open(newIncident(addMonitor(store), midnight));
    expect(store.incidents.acknowledge(id, midnight + 9, 'on it')).toMatchObject({
      acknowledgedAt: midnight + 9,
      note: 'on it',
    });
  });

  test('keeps the time of its acknowledgement when the note is changed later', async () => {
    const store = await openTestStore();
    const { id } = store.incidents.open(newIncident(addMonitor(store), midnight));
    store.incidents.acknowledge(id, midnight + 9, 'on it');
    expect(store.incidents.acknowledge(id, midnight + 20, 'a cable')).toMatchObject({
      acknowledgedAt: midnight + 9,
      note: 'a cable',
    });
  });

  test('that does not exist is not found and cannot be closed', async () => {
    const store = await openTestStore();
    expect(store.incidents.find(7)).toBeNull();
    expect(store.incidents.lastGoodAt(7)).toBeNull();
    expect(() => store.incidents.close(7, midnight)).toThrow('there is no incident 7');
  });

  test('is deleted with its monitor, and its id is never reused', async () => {
    const store = await openTestStore();
    const gone = addMonitor(store, 'gone');
    const { id } = store.incidents.open(newIncident(gone, midnight));
    store.monitors.delete(gone.key);
    expect(store.incidents.find(id)).toBeNull();
    expect(store.incidents.open(newIncident(addMonitor(store, 'next'), midnight)).id).toBe(id + 1);
  });
});

describe('the list of incidents', () => {
  function ids(incidents: readonly Incident[]): readonly number[] {
    return incidents.map(({ id }) => id);
  }

  async function filled(): Promise<Store> {
    const store = await openTestStore();
    const [shop, blog, mail] = [addMonitor(store, 'shop'), addMonitor(store, 'blog'), addMonitor(store, 'mail')];
    const open = (record: typeof shop): Incident => store.incidents.open(newIncident(record, midnight));
    const closed = (record: typeof shop): void => {
      store.incidents.close(open(record).id, midnight + 1);
    };
    closed(shop); // 1
    open(blog); // 2
    closed(shop); // 3
    open(mail); // 4
    closed(shop); // 5
    open(shop); // 6
    return store;
  }

  test('has open ones first, then newest first', async () => {
    const store = await filled();
    expect(ids(store.incidents.page({ limit: 9 }).items)).toEqual([6, 4, 2, 5, 3, 1]);
  });

  test.each([1, 2, 3, 4, 5])('is complete and without duplicates in pages of %d', async (limit) => {
    const store = await filled();
    const seen: number[] = [];
    let before: number | undefined;
    do {
      const page = store.incidents.page({ before, limit });
      seen.push(...ids(page.items));
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(seen).toEqual([6, 4, 2, 5, 3, 1]);
  });

  test('can be limited to one monitor, to open ones or to resolved ones', async () => {
    const store = await filled();
    expect(ids(store.incidents.page({ monitorId: 'shop', limit: 9 }).items)).toEqual([6, 5, 3, 1]);
    expect(ids(store.incidents.page({ open: true, limit: 9 }).items)).toEqual([6, 4, 2]);
    expect(ids(store.incidents.page({ open: false, limit: 9 }).items)).toEqual([5, 3, 1]);
    expect(ids(store.incidents.page({ monitorId: 'shop', open: true, limit: 9 }).items)).toEqual([6]);
    expect(ids(store.incidents.page({ monitorId: 'nobody', limit: 9 }).items)).toEqual([]);
  });

  test('can be filtered by severity, acknowledgement and time', async () => {
    const store = await openTestStore();
    const [shop, blog] = [addMonitor(store, 'shop'), addMonitor(store, 'blog')];
    const ended = (startedAt: number, endedAt: number, severity: 'critical' | 'info'): number => {
      const { id } = store.incidents.open({ ...newIncident(shop, startedAt), severity });
      return store.incidents.close(id, endedAt).id;
    };
    const first = ended(midnight, midnight + 10, 'info');
    const second = ended(midnight + 20, midnight + 30, 'critical');
    const open = store.incidents.open(newIncident(blog, midnight + 40)).id;
    store.incidents.acknowledge(second, midnight + 50, 'on it');
    const list = (options: Omit<Parameters<Store['incidents']['page']>[0], 'limit'>): readonly number[] =>
      ids(store.incidents.page({ ...options, limit: 9 }).items);

    expect(list({ severity: 'info' })).toEqual([first]);
    expect(list({ severity: 'critical' })).toEqual([open, second]);
    expect(list({ severity: 'warning' })).toEqual([]);
    expect(list({ acknowledged: true })).toEqual([second]);
    expect(list({ acknowledged: false })).toEqual([open, first]);
    expect(list({ from: midnight + 10, to: midnight + 20 })).toEqual([]);
    expect(list({ from: midnight + 9, to: midnight + 21 })).toEqual([second, first]);
    expect(list({ from: midnight + 35 })).toEqual([open]);
    expect(list({ to: midnight + 15, monitorId: 'shop', severity: 'info' })).toEqual([first]);
  });

  test('counts those that overlap a range, ends excluded', async () => {
    const store = await openTestStore();
    const record = addMonitor(store);
    const { id } = store.incidents.open(newIncident(record, midnight));
    store.incidents.close(id, midnight + hourMs);
    store.incidents.open(newIncident(record, midnight + 2 * hourMs));
    const count = (from: number, to: number): number =>
      store.incidents.count(record.key, midnight + from, midnight + to);
    expect(count(-1, 0)).toBe(0);
    expect(count(0, 1)).toBe(1);
    expect(count(hourMs, 2 * hourMs)).toBe(0);
    expect(count(hourMs - 1, 2 * hourMs + 1)).toBe(2);
    expect(count(9 * hourMs, 10 * hourMs)).toBe(1);
  });
});

test('the incidents of a period are counted, and listed by how long they lasted within it', async () => {
  const store = await openTestStore();
  const opened = ['a', 'b', 'c', 'd'].map((id, index) => {
    const record = addMonitor(store, id);
    return store.incidents.open(newIncident(record, midnight + index * hourMs));
  });
  const [a, b, c, d] = opened.map(({ id }) => id);
  // The longest by far, but hardly within the period.
  store.incidents.close(a ?? 0, midnight + 5 * hourMs + 1);
  store.incidents.close(b ?? 0, midnight + 7 * hourMs);
  store.incidents.setCause(c ?? 0, d ?? 0);
  const period = { from: midnight + 5 * hourMs, to: midnight + 9 * hourMs };
  const { count, longest } = store.incidents.ofPeriod({ ...period, longest: 2 });
  expect(count).toBe(3);
  expect(longest.map(({ monitorId }) => monitorId)).toEqual(['d', 'b']);
  expect(store.incidents.ofPeriod({ from: 0, to: midnight, longest: 2 })).toEqual({ count: 0, longest: [] });
});

describe('the incidents of a period', () => {
  /** Closed after so many minutes; null: open. */
  async function storeWith(lengths: readonly (number | null)[]): Promise<Store> {
    const store = await openTestStore();
    lengths.forEach((minutes, index) => {
      const record = addMonitor(store, `m${String(index)}`);
      const { id, startedAt } = store.incidents.open(newIncident(record, midnight + index * hourMs));
      if (minutes !== null) store.incidents.close(id, startedAt + minutes * 60_000);
    });
    return store;
  }
  const namesOf = (incidents: readonly Incident[]): readonly string[] => incidents.map(({ monitorId }) => monitorId);

  test('are listed by length page by page, open ones first and equal ones by number', async () => {
    const store = await storeWith([5, 20, null, 20, 1, null]);
    const pages: string[][] = [];
    let before: number | undefined;
    do {
      const page = store.incidents.page({ order: 'length', limit: 2, before });
      pages.push([...namesOf(page.items)]);
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(pages).toEqual([
      ['m2', 'm5'],
      ['m3', 'm1'],
      ['m0', 'm4'],
    ]);
    expect(namesOf(store.incidents.page({ order: 'length', limit: 9, monitorId: 'm1' }).items)).toEqual(['m1']);
  });

  test('are found at once, narrowed like the list', async () => {
    const store = await storeWith([5, 20, null]);
    const found = (filter: object): readonly string[] =>
      store.incidents
        .facts({ from: midnight + 5 * 60_000, to: midnight + 9 * hourMs, ...filter })
        .map((one) => one.monitorId)
        .sort();
    // The first ended as the period begins.
    expect(found({})).toEqual(['m1', 'm2']);
    expect(found({ open: true })).toEqual(['m2']);
    expect(found({ open: false })).toEqual(['m1']);
    expect(found({ monitorId: 'm1' })).toEqual(['m1']);
    expect(found({ severity: 'info' })).toEqual([]);
    expect(found({ acknowledged: true })).toEqual([]);
    expect(store.incidents.facts({ from: midnight, to: midnight + 1 })[0]).toEqual({
      id: 1,
      monitorId: 'm0',
      monitorName: 'M0',
      startedAt: midnight,
      confirmedAt: midnight + 5_000,
      endedAt: midnight + 5 * 60_000,
      acknowledgedAt: null,
      causedBy: null,
      failure: refused,
    });
  });
});
