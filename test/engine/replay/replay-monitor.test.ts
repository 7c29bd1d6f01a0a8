import { expect, test } from 'vitest';
import { replayMonitor } from '../../../electron/engine/replay/replay-monitor.ts';
import {
  addMonitor,
  failingCheck,
  httpMonitor,
  midnight,
  minuteMs,
  newIncident,
  openTestStore,
  passingCheck,
} from '../store/fixtures.ts';

test('the stored checks are replayed with both settings, however many there are', async () => {
  const store = await openTestStore();
  const record = addMonitor(store);
  const { stream } = record;
  const count = 4_500;
  // One failure in every hundred checks, and one outage of three.
  const isFailing = (index: number): boolean => index % 100 === 50 || (index >= 4_000 && index < 4_003);
  store.checks.append(
    Array.from({ length: count }, (_, index) => {
      const at = midnight + index * minuteMs;
      return { stream, check: isFailing(index) ? failingCheck(at) : passingCheck(at) };
    }),
  );
  store.spans.begin(stream, 'up', midnight);
  store.spans.begin(stream, 'down', midnight + 4_000 * minuteMs);
  store.spans.begin(stream, 'up', midnight + 4_003 * minuteMs);
  const { id } = store.incidents.open(newIncident(record, midnight + 4_000 * minuteMs));
  store.incidents.close(id, midnight + 4_003 * minuteMs);

  const nowMs = midnight + count * minuteMs;
  const current = httpMonitor('shop-api');
  const ask = (proposed: object) =>
    replayMonitor({ store, stream, current, proposed: { ...current, ...proposed }, nowMs });
  const outage = { startedAt: midnight + 4_000 * minuteMs, endedAt: midnight + 4_003 * minuteMs };
  const known = { alerts: 1, degraded: 0, downMs: 3 * minuteMs, incidents: [outage] };
  expect(await ask({})).toEqual({
    from: midnight,
    to: nowMs,
    checks: count,
    current: known,
    proposed: known,
    recorded: 1,
    limits: [],
  });
  expect(await ask({ failAfter: 1 })).toMatchObject({ current: { alerts: 1 }, proposed: { alerts: 46 } });
  expect(await ask({ failAfter: 4 })).toMatchObject({ proposed: { alerts: 0, incidents: [] } });
  expect(await ask({ degradedAfter: 10, failAfter: 4 })).toMatchObject({ proposed: { alerts: 0, degraded: 1 } });
});

test('without stored checks, nothing is counted', async () => {
  const store = await openTestStore();
  const { stream } = addMonitor(store);
  const current = httpMonitor('shop-api');
  const replay = await replayMonitor({ store, stream, current, proposed: current, nowMs: midnight });
  expect(replay).toMatchObject({ checks: 0, from: midnight, to: midnight, recorded: 0, proposed: { alerts: 0 } });
});
