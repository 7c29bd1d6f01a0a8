import { beforeEach, describe, expect, test } from 'vitest';
import { rollupsOf } from '../../../electron/engine/history/rollup.ts';
import {
  addMonitor,
  alertPayload,
  dayMs,
  failingCheck,
  hourMs,
  midnight,
  minuteMs,
  newAlert,
  newIncident,
  passingCheck,
} from './fixtures.ts';
import { everyMinute, openUpkeepRig, type UpkeepRig } from './upkeep-rig.ts';

const always = { from: 0, to: Number.MAX_SAFE_INTEGER };

let rig: UpkeepRig;
beforeEach(() => {
  rig = openUpkeepRig();
});

describe('a piece of upkeep', () => {
  test('is bounded: a backlog of weeks takes several calls, and no raw check is dropped before it is rolled up', () => {
    const { stream } = addMonitor(rig.store);
    const checks = everyMinute(midnight, midnight + 14 * dayMs);
    rig.append(stream, checks);
    const now = midnight + 40 * dayMs;
    rig.store.maintain(stream, now);
    expect(rig.stored(stream, 'day')).toHaveLength(4);
    expect(rig.store.checks.page(stream, { before: midnight + 4 * dayMs + 1, limit: 1 }).items).toHaveLength(1);
    rig.maintainUntilDone(stream, now);
    expect(rig.stored(stream, 'day')).toEqual(rollupsOf(checks, 'day'));
    expect(rig.stored(stream, 'hour')).toEqual(rollupsOf(checks, 'hour'));
  });

  test('writes nothing if no hour has ended since the last call', () => {
    const { stream } = addMonitor(rig.store);
    rig.append(stream, everyMinute(midnight, midnight + hourMs));
    const changes = rig.connection.prepare<[], { readonly total: number }>('SELECT total_changes() AS total');
    rig.store.maintain(stream, midnight + hourMs);
    const before = changes.get();
    rig.store.maintain(stream, midnight + hourMs + 1);
    rig.store.maintain(stream, midnight + 2 * hourMs - 1);
    expect(changes.get()).toEqual(before);
  });

  test('of a deleted monitor does nothing', () => {
    const { key, stream } = addMonitor(rig.store);
    rig.store.monitors.delete(key);
    expect(() => {
      rig.store.maintain(stream, midnight);
    }).not.toThrow();
  });

  test('returns the pages of a deleted monitor to the disk', () => {
    const [gone, kept] = [addMonitor(rig.store, 'gone'), addMonitor(rig.store, 'kept')];
    for (let index = 0; index < 250; index += 1) {
      const detail = { assertions: [], unhealthy: [], response: null, certificate: null };
      const failure = { code: 'prose', facts: { kind: 'assertion', text: 'x'.repeat(60_000) } } as const;
      rig.store.checks.saveDetail(gone.stream, { ...failingCheck(midnight + index), ...detail, failure });
    }
    rig.store.maintain(kept.stream, midnight);
    const full = Number(rig.connection.pragma('page_count'));
    rig.store.monitors.delete(gone.key);
    for (let hour = 1; hour < 40; hour += 1) rig.store.maintain(kept.stream, midnight + hour * hourMs);
    expect(Number(rig.connection.pragma('page_count'))).toBeLessThan(full / 2);
    expect(rig.connection.pragma('integrity_check')).toBe('ok');
  });
});

describe('retention', () => {
  const year = 400;

  test('loses nothing when the clock jumps ten years ahead and back within the hour', () => {
    const record = addMonitor(rig.store);
    const { stream } = record;
    const now = midnight + 3 * dayMs;
    const checks = everyMinute(midnight, now);
    rig.append(stream, checks);
    rig.store.spans.begin(stream, 'up', midnight);
    const ended = rig.store.incidents.open(newIncident(record, midnight));
    rig.store.incidents.close(ended.id, midnight + hourMs);
    rig.maintainUntilDone(stream, now);

    rig.store.maintain(stream, now + 3_650 * dayMs);
    rig.store.maintain(stream, now + 3_650 * dayMs + minuteMs);
    rig.append(stream, [passingCheck(now)]);
    rig.maintainUntilDone(stream, now + hourMs);
    expect(rig.store.checks.page(stream, { limit: 100_000 }).items).toEqual([
      passingCheck(now),
      ...checks.toReversed(),
    ]);
    expect(rig.store.incidents.find(ended.id)).not.toBeNull();
    expect(rig.stored(stream, 'hour')).toEqual(rollupsOf([...checks, passingCheck(now)], 'hour'));
  });

  test('drops annotations of the monitor and of the program with the history, and no others', () => {
    const { key, stream } = addMonitor(rig.store);
    const now = midnight + (year + 1) * dayMs;
    for (const at of [midnight, now - dayMs]) {
      rig.store.annotations.add(key, { at, event: { type: 'paused' } });
      rig.store.annotations.add(null, { at, event: { type: 'started', stoppedAt: null } });
    }
    rig.maintainUntilDone(stream, now);
    const left = rig.store.annotations.between(key, { from: 0, to: now, limit: 9 });
    expect(left.map(({ at }) => at)).toEqual([now - dayMs, now - dayMs]);
  });

  test('drops old raw checks with their failures, and keeps their rollups', () => {
    const { stream } = addMonitor(rig.store);
    const checks = everyMinute(midnight, midnight + 10 * dayMs);
    rig.append(stream, checks);
    rig.maintainUntilDone(stream, midnight + 10 * dayMs);

    const left = rig.store.checks.page(stream, { limit: 100_000 }).items;
    const oldest = left.at(-1)?.at ?? 0;
    // The run at the limit is kept, so slightly more than seven days remain.
    expect(oldest).toBeLessThanOrEqual(midnight + 3 * dayMs);
    expect(oldest).toBeGreaterThan(midnight + 3 * dayMs - 2 * hourMs);
    expect(left).toEqual(checks.filter(({ at }) => at >= oldest).toReversed());
    const failing = rig.store.checks.page(stream, { limit: 100_000, failuresOnly: true }).items;
    expect(failing).toEqual(left.filter(({ failure }) => failure !== null));
    expect(rig.stored(stream, 'hour')).toHaveLength(240);
  });

  test('follows the settings', () => {
    const { stream } = addMonitor(rig.store);
    rig.store.settings.write({ ...rig.store.settings.read(), rawDays: 1 });
    rig.append(stream, everyMinute(midnight, midnight + 3 * dayMs));
    rig.maintainUntilDone(stream, midnight + 3 * dayMs);
    expect(rig.store.checks.page(stream, { limit: 100_000 }).items.length).toBeLessThan((24 + 2) * 60);
  });

  test('drops old rollups, spans, incidents and sent messages', () => {
    const record = addMonitor(rig.store);
    const { stream } = record;
    rig.append(stream, everyMinute(midnight, midnight + hourMs));
    rig.store.spans.begin(stream, 'up', midnight);
    rig.store.spans.begin(stream, 'down', midnight + hourMs);
    const ended = rig.store.incidents.open(newIncident(record, midnight));
    rig.store.incidents.close(ended.id, midnight + hourMs);
    const [old = 0] = rig.store.outbox.add([newAlert('incident:1')], midnight);
    rig.store.outbox.setStatus(old, 'sent');
    rig.maintainUntilDone(stream, midnight + dayMs);
    expect(rig.store.incidents.find(ended.id)).not.toBeNull();
    expect(rig.store.outbox.find(old)).not.toBeNull();

    const open = rig.store.incidents.open(newIncident(record, midnight + 2 * hourMs));
    const [waiting = 0] = rig.store.outbox.add([newAlert('incident:2', 'ops', alertPayload())], midnight);
    rig.maintainUntilDone(stream, midnight + (year + 1) * dayMs);
    expect(rig.stored(stream, 'hour')).toEqual([]);
    expect(rig.stored(stream, 'day')).toEqual([]);
    expect(rig.store.incidents.find(ended.id)).toBeNull();
    expect(rig.store.outbox.find(old)).toBeNull();
    // Open incidents and spans are kept, however old they are.
    expect(rig.store.incidents.find(open.id)).not.toBeNull();
    expect(rig.store.outbox.find(waiting)).not.toBeNull();
    expect(rig.store.spans.between(stream, 0, always.to)).toEqual([
      { state: 'down', from: midnight + hourMs, to: null },
    ]);
  });
});
