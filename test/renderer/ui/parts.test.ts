import { expect, test } from 'vitest';
import { joinDuration, splitDuration } from '../../../renderer/ui/duration-parts.ts';
import { placeMenu } from '../../../renderer/ui/menu.ts';
import { stripPaths } from '../../../renderer/ui/strip.ts';
import { packRecent } from '../../../electron/contract/model/recent-checks.ts';

test.each([
  ['30s', '30', 's'],
  ['500ms', '500', 'ms'],
  ['', '', null],
  ['abc', 'abc', null],
])('the duration %j is %j and the unit %j', (text, count, unit) => {
  expect(splitDuration(text)).toEqual({ count, unit });
});

test('a number without a digit stays as it was typed, and an empty one is empty', () => {
  expect(joinDuration('x', 's')).toBe('xs');
  expect(joinDuration(' 5 ', 'm')).toBe('5m');
  expect(joinDuration(' ', 'm')).toBe('');
});

test('the newest check is at the right edge, each verdict in a path of its own', () => {
  const check = (verdict: 'pass' | 'fail') => ({ at: 0, verdict, responseTime: null });
  const paths = stripPaths(packRecent([check('pass'), check('fail')]), 4);
  expect(paths.pass).toMatch(/^M8 /);
  expect(paths.fail).toMatch(/^M12 /);
  expect(paths.degraded).toBe('');
});

test('verdicts differ in height', () => {
  const heights = (['pass', 'degraded', 'fail', 'inconclusive'] as const).map((verdict) => {
    const path = stripPaths(packRecent([{ at: 0, verdict, responseTime: null }]), 1)[verdict];
    return /v(\d+)/.exec(path)?.[1];
  });
  expect(new Set(heights).size).toBe(4);
});

test('only the latest ticks that fit are drawn', () => {
  const checks = Array.from({ length: 50 }, () => ({ at: 0, verdict: 'pass' as const, responseTime: null }));
  expect(stripPaths(packRecent(checks), 30).pass.match(/M/g)).toHaveLength(30);
});

const page = { width: 1_000, height: 600 };
const trigger = (left: number, top: number): DOMRect =>
  ({ left, right: left + 30, top, bottom: top + 30, width: 30, height: 30 }) as DOMRect;

test('a menu opens below its button, or above if there is no room', () => {
  expect(placeMenu(trigger(100, 100), { width: 200, height: 150 }, page)).toEqual({ left: 100, top: 134 });
  expect(placeMenu(trigger(100, 500), { width: 200, height: 150 }, page)).toEqual({ left: 100, top: 346 });
});

test('a menu never leaves the window', () => {
  expect(placeMenu(trigger(950, 100), { width: 200, height: 150 }, page).left).toBe(780);
  expect(placeMenu(trigger(0, 100), { width: 990, height: 150 }, page).left).toBe(8);
  expect(placeMenu(trigger(100, 300), { width: 200, height: 580 }, page).top).toBe(334);
});
