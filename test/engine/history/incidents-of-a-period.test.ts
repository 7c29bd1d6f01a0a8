import { describe, expect, test } from 'vitest';
import type { IncidentFacts } from '../../../electron/engine/history/incident-facts.ts';
import { groupIncidents, type LocatedFacts } from '../../../electron/engine/history/incident-groups.ts';
import { incidentTotals } from '../../../electron/engine/history/incident-totals.ts';

const minuteMs = 60_000;
const nowMs = 100 * minuteMs;
/** [10, 90) minutes */
const period = { from: 10 * minuteMs, to: 90 * minuteMs, nowMs };

/** From minute to minute; null: still open. */
function facts(id: number, from: number, to: number | null, given: Partial<IncidentFacts> = {}): IncidentFacts {
  return {
    id,
    monitorId: `monitor-${String(id)}`,
    monitorName: `Monitor ${String(id)}`,
    startedAt: from * minuteMs,
    confirmedAt: (from + 1) * minuteMs,
    endedAt: to === null ? null : to * minuteMs,
    acknowledgedAt: null,
    causedBy: null,
    failure: { code: 'asleep', facts: {} },
    ...given,
  };
}

describe('the totals of a period', () => {
  test('count only the downtime within it, and the longest in full', () => {
    const totals = incidentTotals([facts(1, 0, 30), facts(2, 40, 50), facts(3, 80, null)], period);
    expect(totals).toMatchObject({ count: 3, open: 1, explained: 0, downMs: (20 + 10 + 10) * minuteMs });
    expect(totals.longest).toEqual({
      id: 1,
      monitorId: 'monitor-1',
      monitorName: 'Monitor 1',
      startedAt: 0,
      endedAt: 30 * minuteMs,
    });
  });

  test('have means over those that were acknowledged while open, and over those that are resolved', () => {
    const totals = incidentTotals(
      [
        facts(1, 20, 30, { acknowledgedAt: 23 * minuteMs }),
        facts(2, 40, 60, { acknowledgedAt: 45 * minuteMs, causedBy: 1 }),
        facts(3, 70, 71, { acknowledgedAt: 89 * minuteMs }),
        facts(4, 80, null),
      ],
      period,
    );
    expect(totals.acknowledged).toEqual({ count: 2, meanMs: 3 * minuteMs });
    expect(totals.resolved).toEqual({ count: 3, meanMs: ((10 + 20 + 1) * minuteMs) / 3 });
    expect(totals.explained).toBe(1);
  });

  test('of no incidents have neither a longest nor a mean', () => {
    const none = { count: 0, meanMs: null };
    const totals = { count: 0, open: 0, explained: 0, longest: null, downMs: 0, acknowledged: none, resolved: none };
    expect(incidentTotals([], period)).toEqual(totals);
  });
});

describe('incidents by their cause', () => {
  const at = (host: string | null, given: IncidentFacts): LocatedFacts => ({ ...given, kind: 'timeout', host });
  const grouped = (incidents: readonly LocatedFacts[], order: 'start' | 'length' = 'start') =>
    groupIncidents(incidents, { ...period, order }).map(({ kind, host, ids }) => ({ kind, host, ids }));

  test('stand together if they failed in the same way at the same host', () => {
    const refused = { ...at('a', facts(4, 60, 61)), kind: 'refused' } as const;
    expect(grouped([at('a', facts(1, 20, 30)), at('b', facts(2, 40, 50)), at('a', facts(3, 50, 52)), refused])).toEqual(
      [
        { kind: 'refused', host: 'a', ids: [4] },
        { kind: 'timeout', host: 'a', ids: [3, 1] },
        { kind: 'timeout', host: 'b', ids: [2] },
      ],
    );
  });

  test('without a host stand together if they are of the same monitor', () => {
    const backup = { monitorId: 'backup' };
    const incidents = [
      at(null, facts(1, 20, 30, backup)),
      at(null, facts(2, 40, 50)),
      at(null, facts(3, 60, 61, backup)),
    ];
    expect(grouped(incidents)).toEqual([
      { kind: 'timeout', host: null, ids: [3, 1] },
      { kind: 'timeout', host: null, ids: [2] },
    ]);
  });

  test('stand below the one that explains them, whatever their own failure and host', () => {
    const router = at('router', facts(1, 20, 30));
    const shop = at('shop', facts(2, 21, 29, { causedBy: 1 }));
    const cart = at('cart', facts(3, 22, 28, { causedBy: 2 }));
    const later = at('router', facts(4, 50, 55));
    expect(grouped([cart, later, shop, router])).toEqual([{ kind: 'timeout', host: 'router', ids: [4, 1, 2, 3] }]);
  });

  test('stand alone if what explains them is outside the period', () => {
    const shop = at('shop', facts(2, 21, 29, { causedBy: 1 }));
    expect(grouped([shop])).toEqual([{ kind: 'timeout', host: 'shop', ids: [2] }]);
  });

  test('are in the order of the list: open ones first, then the latest or the longest', () => {
    const incidents = [at('a', facts(1, 0, 80)), at('b', facts(2, 40, 41)), at('c', facts(3, 30, null))];
    expect(grouped(incidents).map(({ host }) => host)).toEqual(['c', 'b', 'a']);
    expect(grouped(incidents, 'length').map(({ host }) => host)).toEqual(['c', 'a', 'b']);
  });

  test('are counted with their downtime within the period', () => {
    const [group] = groupIncidents([at('a', facts(1, 0, 80)), at('a', facts(2, 85, null))], {
      ...period,
      order: 'start',
    });
    expect(group).toMatchObject({ monitors: 2, count: 2, open: 1, longestMs: 80 * minuteMs, downMs: 75 * minuteMs });
  });
});
