import { expect, test } from 'vitest';
import type { Mute, MuteScope } from '../../../electron/contract/model/alert.ts';
import {
  canWaitForRecovery,
  countCovered,
  isWhollyMuted,
  mutedUntilTyped,
  muteTargetOf,
  scopesOf,
  standingMutes,
} from '../../../renderer/state/mutes.ts';
import { summary } from '../summaries.ts';

const mute = (id: number, scope: MuteScope): Mute => ({ id, scope, until: 1, createdAt: 0, source: 'hand' });
const everything = mute(1, { kind: 'all' });
const tagged = mute(2, { kind: 'tag', tag: 'prod' });
const single = mute(3, { kind: 'monitor', monitorId: 'shop' });
const all = [everything, tagged, single];
const shop = summary('shop', { tags: ['prod'] });
const job = summary('job');

test('monitors are muted one by one, everything and a tag at once', () => {
  expect(scopesOf({ kind: 'monitors', monitors: [shop, job] })).toEqual([
    { kind: 'monitor', monitorId: 'shop' },
    { kind: 'monitor', monitorId: 'job' },
  ]);
  expect(scopesOf({ kind: 'tags', tags: ['prod', 'shop'] })).toEqual([
    { kind: 'tag', tag: 'prod' },
    { kind: 'tag', tag: 'shop' },
  ]);
  expect(scopesOf({ kind: 'all' })).toEqual([{ kind: 'all' }]);
});

test('what is muted is what was chosen, without monitors that are gone', () => {
  const known = new Map([['shop', shop]]);
  const scope = { kind: 'monitors', tags: [], monitors: ['shop', 'gone'] } as const;
  expect(muteTargetOf(scope, known)).toEqual({ kind: 'monitors', monitors: [shop] });
  expect(muteTargetOf({ ...scope, kind: 'all' }, known)).toEqual({ kind: 'all' });
  expect(muteTargetOf({ kind: 'tags', tags: ['prod'], monitors: [] }, known)).toEqual({ kind: 'tags', tags: ['prod'] });
});

test('mutes of exactly the target are distinguished from those that cover others too', () => {
  expect(standingMutes({ kind: 'monitors', monitors: [shop] }, all)).toEqual({
    own: [single],
    wider: [everything, tagged],
  });
  expect(standingMutes({ kind: 'monitors', monitors: [job] }, [tagged, single])).toEqual({ own: [], wider: [] });
  expect(standingMutes({ kind: 'tags', tags: ['prod'] }, all)).toEqual({ own: [tagged], wider: [everything] });
  expect(standingMutes({ kind: 'all' }, all)).toEqual({ own: [everything], wider: [] });
});

test('several monitors are muted once each of them is, by any mute', () => {
  const both = { kind: 'monitors', monitors: [shop, job] } as const;
  expect(isWhollyMuted(both, [single, tagged])).toBe(false);
  expect(isWhollyMuted(both, [everything])).toBe(true);
  expect(isWhollyMuted(both, [tagged, mute(4, { kind: 'monitor', monitorId: 'job' })])).toBe(true);
  expect(isWhollyMuted({ kind: 'tags', tags: ['prod'] }, [everything])).toBe(true);
  expect(isWhollyMuted({ kind: 'tags', tags: ['prod', 'shop'] }, [tagged])).toBe(false);
  expect(isWhollyMuted({ kind: 'all' }, [tagged, single])).toBe(false);
});

test('only monitors that are all unhealthy can be muted until they recover', () => {
  const down = summary('down', { state: 'down' });
  const rising = summary('rising', { state: 'up', openIncidentId: 7 });
  expect(canWaitForRecovery({ kind: 'monitors', monitors: [down, rising] })).toBe(true);
  expect(canWaitForRecovery({ kind: 'monitors', monitors: [down, shop] })).toBe(false);
  expect(canWaitForRecovery({ kind: 'monitors', monitors: [] })).toBe(false);
  expect(canWaitForRecovery({ kind: 'all' })).toBe(false);
});

test('a mute covers all monitors of its scope', () => {
  expect(all.map((one) => countCovered(one, [shop, job]))).toEqual([2, 1, 1]);
});

test('a typed end is a local time that lies ahead', () => {
  const now = new Date(2026, 10, 29, 8, 0).getTime();
  expect(mutedUntilTyped('2026-11-29T08:01', now)).toBe(now + 60_000);
  expect(mutedUntilTyped('2026-11-29T08:00', now)).toBeNull();
  expect(mutedUntilTyped('', now)).toBeNull();
});
