import { describe, expect, test } from 'vitest';
import type { Mute, MuteScope } from '../../../electron/contract/model/alert.ts';
import { hasExpired, isSameScope, muteOf } from '../../../electron/engine/notifications/mutes.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const hourMs = 3_600_000;
const everything: MuteScope = { kind: 'all' };
const tagged = (tag: string): MuteScope => ({ kind: 'tag', tag });
const only = (monitorId: string): MuteScope => ({ kind: 'monitor', monitorId });

function mute(scope: MuteScope, until: number | null = noon + hourMs, id = 1): Mute {
  return { id, scope, until, createdAt: noon, source: 'hand' };
}

const shop = { id: 'shop-api', tags: ['shop', 'public'] };
const down = { state: 'down', hasIncident: true } as const;
const up = { state: 'up', hasIncident: false } as const;

describe('a monitor is muted by', () => {
  test.each([
    ['a mute of all', everything, true],
    ['one of any of its tags', tagged('public'), true],
    ['no other tag', tagged('Shop'), false],
    ['its own', only('shop-api'), true],
    ["not by another monitor's", only('shop'), false],
  ])('%s', (_by, scope, isMuted) => {
    expect(muteOf(shop, [mute(scope)])).toEqual(isMuted ? mute(scope) : null);
  });

  test('the longest of several mutes, in any order', () => {
    const short = mute(everything, noon + 1, 1);
    const long = mute(tagged('shop'), noon + 2, 2);
    const open = mute(only('shop-api'), null, 3);
    expect(muteOf(shop, [short, long])).toBe(long);
    expect(muteOf(shop, [long, short])).toBe(long);
    expect(muteOf(shop, [open, long, short])).toBe(open);
    expect(muteOf(shop, [short, long, open])).toBe(open);
    expect(muteOf(shop, [])).toBeNull();
  });
});

test('scopes are equal if they cover the same', () => {
  const scopes = [everything, tagged('a'), tagged('b'), only('a'), only('b')];
  for (const a of scopes) for (const b of scopes) expect(isSameScope(a, { ...b })).toBe(a === b);
});

describe('a mute expires', () => {
  test('at its time, not earlier', () => {
    expect(hasExpired(mute(everything), null, noon + hourMs - 1)).toBe(false);
    expect(hasExpired(mute(everything), null, noon + hourMs)).toBe(true);
    expect(hasExpired(mute(only('shop-api')), down, noon + hourMs)).toBe(true);
  });

  test('when its monitor is deleted', () => {
    expect(hasExpired(mute(only('shop-api')), null, noon)).toBe(true);
    expect(hasExpired(mute(tagged('shop')), null, noon)).toBe(false);
  });

  test('when the monitor recovers, if it was set until recovery', () => {
    const untilThen = mute(only('shop-api'), null);
    expect(hasExpired(untilThen, down, noon + 1_000 * hourMs)).toBe(false);
    expect(hasExpired(untilThen, up, noon + 1)).toBe(true);
    expect(hasExpired(mute(only('shop-api')), up, noon + 1)).toBe(false);
  });

  test('when the clock is set back to before it was set', () => {
    expect(hasExpired(mute(everything), null, noon - 365 * 24 * hourMs)).toBe(true);
    expect(hasExpired(mute(everything), null, noon - 60_000)).toBe(false);
  });
});
