import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../electron/contract/model/history.ts';
import { spanStates } from '../../../electron/contract/model/state.ts';
import { uptimeOf } from '../../../electron/engine/history/uptime.ts';
import { addMonitor, midnight, newIncident, openTestStore } from './fixtures.ts';

const always = Number.MAX_SAFE_INTEGER;

describe('a span', () => {
  test('lasts until the next one begins', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    expect(store.spans.current(stream)).toBeNull();
    store.spans.begin(stream, 'up', 100);
    store.spans.begin(stream, 'down', 200);
    expect(store.spans.current(stream)).toEqual({ state: 'down', from: 200, to: null });
    expect(store.spans.between(stream, 0, always)).toEqual([
      { state: 'up', from: 100, to: 200 },
      { state: 'down', from: 200, to: null },
    ]);
  });

  test('of the same state continues', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    store.spans.begin(stream, 'up', 100);
    store.spans.begin(stream, 'up', 200);
    expect(store.spans.between(stream, 0, always)).toEqual([{ state: 'up', from: 100, to: null }]);
  });

  test('cannot begin before the open one', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    store.spans.begin(stream, 'up', 100);
    store.spans.begin(stream, 'unknown', 200);
    store.spans.begin(stream, 'down', 50);
    expect(store.spans.between(stream, 0, always)).toEqual([
      { state: 'up', from: 100, to: 200 },
      { state: 'down', from: 200, to: null },
    ]);
  });

  test('that turned out to be empty is dropped', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    store.spans.begin(stream, 'up', 100);
    store.spans.begin(stream, 'unknown', 200);
    store.spans.begin(stream, 'up', 200);
    expect(store.spans.between(stream, 0, always)).toEqual([{ state: 'up', from: 100, to: null }]);
  });

  test('is part of a range that it overlaps, not of one that it only touches', async () => {
    const store = await openTestStore();
    const { stream } = addMonitor(store);
    store.spans.begin(stream, 'up', 100);
    store.spans.begin(stream, 'down', 200);
    store.spans.begin(stream, 'up', 300);
    const states = (from: number, to: number): readonly string[] =>
      store.spans.between(stream, from, to).map(({ state }) => state);
    expect(states(0, 100)).toEqual([]);
    expect(states(0, 101)).toEqual(['up']);
    expect(states(200, 300)).toEqual(['down']);
    expect(states(199, 301)).toEqual(['up', 'down', 'up']);
    expect(states(300, 300)).toEqual([]);
    expect(store.spans.between(stream, 150, 160)).toEqual([{ state: 'up', from: 100, to: 200 }]);
  });
});

const begins = fc.array(
  fc.record({ state: fc.constantFrom(...spanStates), step: fc.integer({ min: -50, max: 200 }) }),
  { minLength: 1, maxLength: 40 },
);

test('spans never overlap and leave no gaps, in whatever order they are begun', async () => {
  const store = await openTestStore();
  let monitors = 0;
  fc.assert(
    fc.property(begins, (walk) => {
      monitors += 1;
      const { stream } = addMonitor(store, `monitor-${String(monitors)}`);
      let at = midnight;
      for (const { state, step } of walk) {
        at += step;
        store.spans.begin(stream, state, at);
      }
      const spans = store.spans.between(stream, 0, always);
      const last = spans.at(-1);
      expect(last).toMatchObject({ state: walk.at(-1)?.state, to: null });
      spans.slice(0, -1).forEach((span, index) => {
        const next = spans[index + 1];
        expect(span.to).toBe(next?.from);
        expect(span.from).toBeLessThan(span.to ?? 0);
        expect(span.state).not.toBe(next?.state);
      });
    }),
    { numRuns: 50 },
  );
});

test('uptime and the list of incidents agree for any range and any history', async () => {
  const store = await openTestStore();
  let monitors = 0;
  const range = fc.tuple(fc.integer({ min: -100, max: 5_000 }), fc.integer({ min: 1, max: 5_000 }));
  fc.assert(
    fc.property(begins, range, (walk, [offset, length]) => {
      monitors += 1;
      const record = addMonitor(store, `monitor-${String(monitors)}`);
      let at = midnight;
      for (const { state, step } of walk) {
        at += Math.abs(step) + 1;
        const [open] = store.incidents.openOnes().filter(({ monitorId }) => monitorId === record.monitor.id);
        if (open !== undefined && state !== 'down') store.incidents.close(open.id, at);
        if (open === undefined && state === 'down') store.incidents.open(newIncident(record, at));
        store.spans.begin(record.stream, state, at);
      }
      const [from, to] = [midnight + offset, midnight + offset + length];
      const spans: readonly Span[] = store.spans.between(record.stream, from, to);
      const incidents = store.incidents.count(record.key, from, to);
      const { downMs } = uptimeOf({ spans, from, to, incidents });

      const all = store.incidents.page({ monitorId: record.monitor.id, limit: 99 }).items;
      const cut = all.map(({ startedAt, endedAt }) => Math.min(endedAt ?? to, to) - Math.max(startedAt, from));
      expect(downMs).toBe(cut.filter((ms) => ms > 0).reduce((sum, ms) => sum + ms, 0));
      expect(incidents).toBe(cut.filter((ms) => ms > 0).length);
    }),
    { numRuns: 50 },
  );
});
