import { describe, expect, it } from 'vitest';
import type { AlertRoute } from '../../../electron/contract/model/alert.ts';
import type { RoutedMonitor } from '../../../electron/contract/rule-match.ts';
import { isUncovered, routeAlert } from '../../../electron/engine/notifications/routing.ts';
import { channels, nativeChannel, rule } from './samples.ts';
import type { RuleRecord } from '../../../electron/engine/store/rule-repository.ts';

const shop: RoutedMonitor = { id: 'shop-api', severity: 'critical', tags: ['shop', 'public'] };
const all = channels('desktop', 'ops', 'oncall');
const isDown = { event: 'down', monitor: shop } as const;
const now = (channelId: string, ...ruleIds: number[]): AlertRoute => ({
  channelId,
  delay: 0,
  repeatEvery: null,
  heldUntil: null,
  ruleIds,
});
const nowMs = Date.UTC(2026, 0, 5, 12);
const route = (rules: readonly RuleRecord[], among = all): readonly AlertRoute[] =>
  routeAlert(isDown, { rules, channels: among, nowMs });
/** Rules have their places as ids. */
const inOrder = (...rules: RuleRecord[]): readonly RuleRecord[] =>
  rules.map((each, index) => ({ ...each, id: index + 1 }));

describe('routing an alert', () => {
  it.each([
    ['an empty condition matches everything', {}, true],
    ['a severity matches its own', { severity: ['critical'] }, true],
    ['a severity matches no other', { severity: ['warning', 'info'] }, false],
    ['any one of the tags is enough', { tags: ['internal', 'public'] }, true],
    ['a tag that the monitor has not does not match', { tags: ['internal'] }, false],
    ['a monitor matches by its id', { monitors: ['mailer', 'shop-api'] }, true],
    ['another monitor does not match', { monitors: ['mailer'] }, false],
    ['an event matches its own', { events: ['recovered', 'down'] }, true],
    ['an event matches no other', { events: ['certificate'] }, false],
    ['all conditions must hold together', { severity: ['critical'], tags: ['internal'] }, false],
    ['conditions that all hold match', { severity: ['critical'], tags: ['shop'], events: ['down'] }, true],
  ] as const)('%s', (_, when, isMatch) => {
    expect(route(inOrder(rule(when, ['ops'])))).toEqual(isMatch ? [now('ops', 1)] : []);
  });

  it('applies every matching rule in order', () => {
    const rules = inOrder(
      rule({ severity: ['critical'] }, ['oncall', 'ops']),
      rule({ tags: ['x'] }, ['desktop']),
      rule({}, ['desktop']),
    );
    expect(route(rules)).toEqual([now('oncall', 1), now('ops', 1), now('desktop', 3)]);
  });

  it('notifies a channel once, after the shortest delay, and lists every rule that names it', () => {
    const rules = inOrder(
      rule({}, ['ops'], 600_000),
      rule({}, ['ops', 'desktop'], 60_000),
      rule({ tags: ['x'] }, ['ops']),
      rule({}, ['ops'], 300_000),
    );
    expect(route(rules)).toEqual([
      { ...now('ops', 1, 2, 4), delay: 60_000 },
      { ...now('desktop', 2), delay: 60_000 },
    ]);
  });

  it('uses the shortest reminder interval of the rules', () => {
    const rules = inOrder(
      rule({}, ['ops']),
      { ...rule({}, ['ops', 'desktop']), repeatEvery: 3_600_000 },
      { ...rule({}, ['ops']), repeatEvery: 1_800_000 },
    );
    expect(route(rules)).toEqual([
      { ...now('ops', 1, 2, 3), repeatEvery: 1_800_000 },
      { ...now('desktop', 2), repeatEvery: 3_600_000 },
    ]);
  });

  it('defers until the first rule allows the alert, unless the monitor is critical', () => {
    const quietHours = { days: [], from: '11:00', to: '14:00', timezone: 'UTC' };
    const quiet = { ...rule({}, ['ops']), quietHours };
    const heldUntil = (severity: RoutedMonitor['severity'], ...rules: RuleRecord[]): unknown =>
      routeAlert({ event: 'down', monitor: { ...shop, severity } }, { rules, channels: all, nowMs }).map(
        (one) => one.heldUntil,
      );
    expect(heldUntil('warning', quiet)).toEqual([nowMs + 2 * 3_600_000]);
    expect(heldUntil('warning', quiet, { ...quiet, quietHours: { ...quietHours, to: '13:00' } })).toEqual([
      nowMs + 3_600_000,
    ]);
    expect(heldUntil('warning', quiet, rule({}, ['ops']))).toEqual([null]);
    expect(heldUntil('warning', quiet, rule({}, ['ops'], 600_000))).toEqual([nowMs + 600_000]);
    expect(heldUntil('critical', quiet)).toEqual([null]);
  });

  it('skips channels that are disabled or deleted', () => {
    const some = [nativeChannel({ id: 'ops', enabled: false }), ...channels('desktop')];
    expect(route(inOrder(rule({}, ['ops', 'gone', 'desktop'])), some)).toEqual([now('desktop', 1)]);
  });

  it('notifies no channel without rules', () => {
    expect(route([])).toEqual([]);
  });
});

describe('a monitor that no rule covers', () => {
  it('is one that no enabled channel would be notified of', () => {
    expect(isUncovered(shop, [rule({ severity: ['info'] }, ['ops'])], all)).toBe(true);
    expect(isUncovered(shop, [rule({ events: ['recovered'] }, ['ops'])], all)).toBe(true);
    expect(isUncovered(shop, [rule({}, ['ops'])], channels('oncall'))).toBe(true);
    expect(isUncovered(shop, [rule({}, ['ops'], 3_600_000)], all)).toBe(false);
  });
});
