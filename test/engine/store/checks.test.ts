import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Check, CheckDetail } from '../../../electron/contract/model/state.ts';
import { openReadonly } from '../../../electron/engine/store/sqlite.ts';
import type { Store } from '../../../electron/engine/store/store.ts';
import {
  addMonitor,
  failingCheck,
  midnight,
  minuteMs,
  newIncident,
  openTestStore,
  passingCheck,
  refused,
  testDirectory,
} from './fixtures.ts';
import { packRecent, recentChecks } from '../../../electron/contract/model/recent-checks.ts';

function append(store: Store, stream: number, checks: readonly Check[]): void {
  store.checks.append(checks.map((check) => ({ stream, check })));
}

function detailOf(check: Check): CheckDetail {
  return {
    ...check,
    assertions: [
      {
        assertion: { on: 'status', is: 'equals', value: 200 },
        passed: false,
        actual: '503',
        finding: { code: 'differs', facts: { found: ['503'], more: 0, expected: ['200'] } },
        note: null,
      },
    ],
    unhealthy: [{ name: 'database', detail: 'error: connection refused' }],
    response: {
      status: 503,
      httpVersion: '1.1',
      headers: { 'content-type': 'application/json' },
      body: '{"status":"error"}',
      bodyBytes: 18,
      bodyTruncated: false,
      finalUrl: null,
    },
    certificate: null,
  };
}

describe('the list of checks', () => {
  test('is paged newest first, without gaps or duplicates', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    const checks = Array.from({ length: 250 }, (_, index) => passingCheck(midnight + index * minuteMs, index));
    append(store, stream, checks);

    const seen: Check[] = [];
    let before: number | undefined;
    do {
      const page = store.checks.page(stream, { before, limit: 40 });
      seen.push(...page.items);
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(seen).toEqual(checks.toReversed());
  });

  test('has no next page after the last one, even if that is full', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    append(store, stream, [passingCheck(midnight), passingCheck(midnight + 1)]);
    expect(store.checks.page(stream, { limit: 2 }).next).toBeNull();
    expect(store.checks.page(stream, { limit: 1 }).next).toBe(midnight + 1);
  });

  test('contains the failure of each failed check, and can be limited to failed checks', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    const checks = Array.from({ length: 100 }, (_, index) => {
      const at = midnight + index * minuteMs;
      return index % 9 === 0 ? failingCheck(at) : passingCheck(at);
    });
    append(store, stream, checks);
    expect(store.checks.page(stream, { limit: 100 }).items).toEqual(checks.toReversed());

    const failing = checks.filter(({ verdict }) => verdict === 'fail').toReversed();
    const first = store.checks.page(stream, { failuresOnly: true, limit: 5 });
    expect(first.items).toEqual(failing.slice(0, 5));
    const second = store.checks.page(stream, { failuresOnly: true, before: first.next ?? 0, limit: 50 });
    expect(second).toEqual({ items: failing.slice(5), next: null });
  });

  test('is separate for each monitor', async () => {
    const store = await openTestStore();
    const shop = addMonitor(store, 'shop');
    const blog = addMonitor(store, 'blog');
    append(store, shop.stream, [passingCheck(midnight, 1)]);
    append(store, blog.stream, [passingCheck(midnight, 2)]);
    expect(recentChecks(store.checks.recent(shop.stream, 9))).toEqual([
      { at: midnight, verdict: 'pass', responseTime: 1 },
    ]);
    expect(recentChecks(store.checks.recent(blog.stream, 9))).toEqual([
      { at: midnight, verdict: 'pass', responseTime: 2 },
    ]);
  });

  test('gives the newest of many monitors at once, however their runs were split', async () => {
    const store = await openTestStore();
    const [long, short, none, split] = ['long', 'short', 'none', 'split'].map((id) => addMonitor(store, id).stream);
    if (long === undefined || short === undefined || none === undefined || split === undefined) throw new Error();
    const minutes = Array.from({ length: 200 }, (_, minute) => passingCheck(midnight + minute * 60_000, minute));
    append(store, long, minutes);
    append(store, short, minutes.slice(0, 3));
    // Written backwards, each falls before a run.
    append(store, split, minutes.toReversed());
    const recent = store.checks.recentOf([long, short, none, split], 90);
    const newest = packRecent(minutes.slice(-90));
    expect(recent.get(long)).toEqual(newest);
    expect(recent.get(split)).toEqual(newest);
    expect(recent.get(short)).toEqual(packRecent(minutes.slice(0, 3)));
    expect(recent.has(none)).toBe(false);
  });

  test('drops a check of a deleted monitor and keeps the others of the same batch', async () => {
    const store = await openTestStore();
    const gone = addMonitor(store, 'gone');
    const kept = addMonitor(store, 'kept');
    store.monitors.delete(gone.key);
    store.checks.append([
      { stream: gone.stream, check: failingCheck(midnight) },
      { stream: kept.stream, check: passingCheck(midnight) },
    ]);
    expect(store.checks.page(gone.stream, { limit: 9 }).items).toEqual([]);
    expect(store.checks.page(kept.stream, { limit: 9 }).items).toHaveLength(1);
  });
});

test('each check is found once and in its place, in whatever order they arrive and however the clock jumps', async () => {
  const store = await openTestStore();
  const steps = fc.array(
    fc.record({
      jump: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 1, max: 5 * minuteMs }) },
        { weight: 1, arbitrary: fc.integer({ min: -400 * minuteMs, max: 400 * minuteMs }) },
      ),
      isFailing: fc.boolean(),
    }),
    { maxLength: 300 },
  );
  let monitors = 0;
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 60 }), (walk, limit) => {
      monitors += 1;
      const { stream } = addMonitor(store, `monitor-${String(monitors)}`);
      const expected = new Map<number, Check>();
      let at = midnight;
      for (const { jump, isFailing } of walk) {
        at += jump;
        const check = isFailing ? failingCheck(at) : passingCheck(at, walk.length);
        append(store, stream, [check]);
        expected.set(at, check);
      }
      const newestFirst = [...expected.values()].toSorted((a, b) => b.at - a.at);
      expect(store.checks.page(stream, { limit: walk.length + 1 }).items).toEqual(newestFirst);
      const middle = newestFirst[Math.floor(newestFirst.length / 2)]?.at ?? midnight;
      const older = newestFirst.filter((check) => check.at < middle);
      expect(store.checks.page(stream, { before: middle, limit }).items).toEqual(older.slice(0, limit));
      const failing = newestFirst.filter(({ failure }) => failure !== null);
      expect(store.checks.page(stream, { failuresOnly: true, limit: walk.length + 1 }).items).toEqual(failing);
    }),
    { numRuns: 40 },
  );
});

describe('the evidence of a check', () => {
  test('is found by its time, and replaced when saved again', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    const detail = detailOf(failingCheck(midnight));
    append(store, stream, [failingCheck(midnight)]);
    store.checks.saveDetail(stream, { ...detail, unhealthy: [] });
    store.checks.saveDetail(stream, detail);
    expect(store.checks.find(stream, midnight)).toEqual(detail);
  });

  test('is kept with a check that passes where its kind has some', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    const check = { ...passingCheck(midnight), assertions: [], unhealthy: [], response: null, certificate: null };
    const evidence = [{ name: 'output', type: 'block', text: 'OK - load 0.1' }] as const;
    store.checks.append([{ stream, check: { ...check, evidence } }]);
    expect(store.checks.find(stream, midnight)).toEqual({ ...check, evidence });
  });

  test('is empty if it was not kept, and null without a check', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    append(store, stream, [failingCheck(midnight)]);
    const none = { assertions: [], unhealthy: [], response: null, certificate: null };
    expect(store.checks.find(stream, midnight)).toEqual({ ...failingCheck(midnight), ...none });
    expect(store.checks.find(stream, midnight + 1)).toBeNull();
  });

  test('is kept for the newest 200 checks, and as long as an incident refers to it', async () => {
    const store = await openTestStore();
    const record = addMonitor(store);
    const details = Array.from({ length: 300 }, (_, index) => detailOf(failingCheck(midnight + index)));
    for (const detail of details) store.checks.saveDetail(record.stream, detail);
    store.incidents.open({ ...newIncident(record, midnight + 5), lastGoodAt: midnight + 3 });
    store.maintain(record.stream, midnight + 60 * minuteMs);
    store.maintain(record.stream, midnight + 2 * 60 * minuteMs);

    const kept = details
      .filter(({ at }) => store.checks.find(record.stream, at) !== null)
      .map(({ at }) => at - midnight);
    expect(kept).toEqual([3, 5, ...Array.from({ length: 200 }, (_, index) => 100 + index)]);
  });
});

describe('on disk', () => {
  const monitors = 50;
  const checksEach = 2_000;

  test(
    'a raw check takes at most 25 bytes with many monitors checked in turn over TLS',
    { timeout: 60_000 },
    async () => {
      const directory = testDirectory();
      const store = await openTestStore(directory);
      const streams = Array.from(
        { length: monitors },
        (_, index) => addMonitor(store, `monitor-${String(index)}`).stream,
      );
      // Distributed like real response times, but the same in every run.
      const spread = (seed: number, most: number): number => ((seed * 7_919) % 1_000) * (most / 1_000);
      for (let turn = 0; turn < checksEach; turn += 1) {
        const batch = streams.map((stream) => {
          const seed = turn * monitors + stream;
          const phases = {
            dns: 0.2 + spread(seed, 30),
            connect: 8 + spread(seed + 1, 25),
            tls: 15 + spread(seed + 2, 40),
            firstByte: 40 + spread(seed + 3, 250),
            download: 0.1 + spread(seed + 4, 8),
          };
          const responseTime = Object.values(phases).reduce((sum, phase) => sum + phase, 0.3);
          const at = midnight + turn * minuteMs + stream * 13 + (seed % 17);
          return { stream, check: { at, verdict: 'pass', responseTime, phases, failure: null } as const };
        });
        store.checks.append(batch);
      }
      const reader = openReadonly(`${directory}/vigilmon.db`);
      const pages = reader.prepare<[], { readonly bytes: number }>(
        `SELECT sum(pgsize) AS bytes FROM dbstat WHERE name = 'check_runs'`,
      );
      const bytes = pages.get()?.bytes ?? Infinity;
      reader.close();
      expect(bytes / (monitors * checksEach)).toBeLessThanOrEqual(25);
    },
  );
});

test('a failed check keeps its failure', async () => {
  const store = await openTestStore();
  const { stream } = addMonitor(store);
  append(store, stream, [failingCheck(midnight)]);
  expect(store.checks.page(stream, { limit: 1 }).items[0]?.failure).toEqual(refused);
});
