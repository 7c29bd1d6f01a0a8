import { describe, expect, test } from 'vitest';
import type { Mute, MuteScope } from '../../../electron/contract/model/alert.ts';
import { isOver, isSameScope, muteOf } from '../../../electron/engine/notifications/mutes.ts';

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

  test('the mute that lasts longest of several, whatever their order', () => {
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

test('scopes are the same where they name the same', () => {
  const scopes = [everything, tagged('a'), tagged('b'), only('a'), only('b')];
  for (const a of scopes) for (const b of scopes) expect(isSameScope(a, { ...b })).toBe(a === b);
});

describe('a mute is over', () => {
  test('when its time has come, not a moment before', () => {
    expect(isOver(mute(everything), null, noon + hourMs - 1)).toBe(false);
    expect(isOver(mute(everything), null, noon + hourMs)).toBe(true);
    expect(isOver(mute(only('shop-api')), down, noon + hourMs)).toBe(true);
  });

  test('when its monitor is gone', () => {
    expect(isOver(mute(only('shop-api')), null, noon)).toBe(true);
    expect(isOver(mute(tagged('shop')), null, noon)).toBe(false);
  });

  test('when the monitor has recovered, where it was to last so long', () => {
    const untilThen = mute(only('shop-api'), null);
    expect(isOver(untilThen, down, noon + 1_000 * hourMs)).toBe(false);
    expect(isOver(untilThen, up, noon + 1)).toBe(true);
    expect(isOver(mute(only('shop-api')), up, noon + 1)).toBe(false);
  });

  test('when the clock is set back before it was made, since nobody knows how long it would last', () => {
    expect(isOver(mute(everything), null, noon - 365 * 24 * hourMs)).toBe(true);
    expect(isOver(mute(everything), null, noon - 60_000)).toBe(false);
  });
});
