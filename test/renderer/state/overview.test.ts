import { expect, test } from 'vitest';
import {
  applyEvents,
  headlineState,
  readOverview,
  stateChanges,
  withoutMonitors,
} from '../../../renderer/state/overview.ts';
import { overall, overviewOf, passedAt, summary } from '../summaries.ts';
import { packRecent, recentChecks } from '../../../electron/contract/model/recent-checks.ts';

const before = readOverview(
  overviewOf(summary('shop', { lastCheckAt: 100, recent: packRecent([passedAt(100)]) }), summary('web')),
);

test('a check updates its own row and leaves the others as they are', () => {
  const after = applyEvents(before, [{ type: 'check', monitorId: 'shop', check: passedAt(200, 42), nextCheckAt: 300 }]);
  expect(after.monitors.get('shop')).toMatchObject({ lastCheckAt: 200, responseTime: 42, nextCheckAt: 300 });
  expect(recentChecks(after.monitors.get('shop')?.recent ?? []).map(({ at }) => at)).toEqual([100, 200]);
  expect(after.monitors.get('web')).toBe(before.monitors.get('web'));
});

test('a check brings what it found of the main figure, and without one there is none', () => {
  const figure = { name: 'value', value: 164, unit: '' } as const;
  const check = { type: 'check', monitorId: 'shop', nextCheckAt: 300 } as const;
  const found = applyEvents(before, [{ ...check, check: passedAt(200), figure }]);
  expect(found.monitors.get('shop')?.figure).toBe(figure);
  expect(applyEvents(found, [{ ...check, check: passedAt(201) }]).monitors.get('shop')?.figure).toBeNull();
});

test('a check that the overview already included is not counted twice', () => {
  const after = applyEvents(before, [{ type: 'check', monitorId: 'shop', check: passedAt(100), nextCheckAt: 300 }]);
  expect(recentChecks(after.monitors.get('shop')?.recent ?? [])).toHaveLength(1);
});

test('the strip keeps the forty latest checks', () => {
  const events = Array.from({ length: 60 }, (_, index) => ({
    type: 'check' as const,
    monitorId: 'shop',
    check: passedAt(200 + index),
    nextCheckAt: null,
  }));
  const recent = recentChecks(applyEvents(before, events).monitors.get('shop')?.recent ?? []);
  expect(recent).toHaveLength(40);
  expect(recent.at(-1)?.at).toBe(259);
});

test('a new, changed or removed monitor is added, replaced or removed', () => {
  const after = applyEvents(before, [
    { type: 'monitor', monitor: summary('mail') },
    { type: 'monitor', monitor: summary('web', { state: 'down' }) },
    { type: 'monitorRemoved', monitorId: 'shop' },
  ]);
  expect([...after.monitors.keys()]).toEqual(['web', 'mail']);
  expect(after.monitors.get('web')?.state).toBe('down');
});

test('the counts are those of the event', () => {
  const next = overall({ down: 1, up: 1 });
  expect(applyEvents(before, [{ type: 'overview', overview: next }]).summary).toBe(next);
});

test('irrelevant events change nothing', () => {
  expect(applyEvents(before, [{ type: 'channels' }, { type: 'monitorRemoved', monitorId: 'unknown' }])).toBe(before);
  expect(applyEvents(before, [{ type: 'check', monitorId: 'unknown', check: passedAt(1), nextCheckAt: null }])).toBe(
    before,
  );
});

test('changes of state are announced, other changes and new monitors are not', () => {
  const after = applyEvents(before, [
    { type: 'monitor', monitor: summary('web', { state: 'down' }) },
    { type: 'monitor', monitor: summary('shop', { name: 'Shop API' }) },
    { type: 'monitor', monitor: summary('mail', { state: 'down' }) },
  ]);
  expect(stateChanges(before, after).map(({ id }) => id)).toEqual(['web']);
  expect(stateChanges(before, before)).toEqual([]);
});

test('the headline has the shape of its subject, muted or not', () => {
  expect(headlineState(overall({ down: 1, up: 3 }))).toBe('down');
  expect(headlineState(overall({ late: 1 }))).toBe('failing');
  expect(headlineState(overall({ up: 3 }))).toBe('up');
  expect(headlineState({ ...overall({}), state: 'empty' })).toBe('unknown');
});

test('a monitor whose deletion can be undone is missing from the list and from every count', () => {
  const muted = summary('muted', { state: 'down', muted: { until: null } });
  const overview = overviewOf(muted, summary('web'));
  const data = readOverview({ ...overview, muted: 1 });
  const shown = withoutMonitors(data, new Set(['muted', 'unknown']));
  expect([...shown.monitors.keys()]).toEqual(['web']);
  expect(shown.summary).toMatchObject({ counts: { down: 0, up: 1 }, muted: 0 });
  expect(withoutMonitors(data, new Set(['muted', 'web'])).summary.state).toBe('empty');
  expect(withoutMonitors(data, new Set())).toBe(data);
});
