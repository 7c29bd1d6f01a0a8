/** How names are looked up: together, few at once, and without one that hangs keeping the others waiting. */
import { beforeEach, describe, expect, test } from 'vitest';
import { LookupError } from '../../../electron/engine/lookups/lookup-error.ts';
import type { LookupResult } from '../../../electron/engine/lookups/lookup-helpers.ts';
import { openLookups, type Lookups } from '../../../electron/engine/lookups/lookups.ts';
import type { Cancel } from '../../../electron/engine/ports.ts';
import { holdLookups, loopback, type HeldLookups } from '../../support/held-lookups.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';

let clock: ManualClock;
let system: HeldLookups;
let lookups: Lookups;

beforeEach(() => {
  clock = manualClock();
  system = holdLookups();
  lookups = openLookups({ clock, logger: recordedLog(), start: system.start });
});

interface Asked {
  readonly hasBegun: () => boolean;
  /** Its code, or the number of addresses. */
  readonly result: () => string | number | null;
  readonly withdraw: Cancel;
}

function ask(host: string): Asked {
  let hasBegun = false;
  let result: LookupResult | null = null;
  const withdraw = lookups.ask(
    { host, family: 0 },
    {
      onBegin: () => (hasBegun = true),
      onResult: (found) => (result = found),
    },
  );
  return {
    hasBegun: () => hasBegun,
    result: () => (result instanceof LookupError ? result.code : (result?.length ?? null)),
    withdraw,
  };
}

const names = (count: number, prefix = 'dead'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index)}.example`);

/** Names whose lookup hung for as long as a check waits. */
async function hang(hosts: readonly string[]): Promise<void> {
  const asked = hosts.map(ask);
  await clock.advance(10_000);
  for (const { withdraw } of asked) withdraw();
}

describe('one lookup of a name', () => {
  test('serves all who ask at the same time', () => {
    const asked = [ask('shop.example'), ask('shop.example'), ask('shop.example')];
    expect(system.held()).toEqual(['shop.example']);
    system.answer('shop.example', loopback);
    expect(asked.map(({ result }) => result())).toEqual([1, 1, 1]);
  });

  test('goes on for the others when one of them gives up, and ends with the last', async () => {
    const [first, second] = [ask('shop.example'), ask('shop.example')];
    first.withdraw();
    system.answer('shop.example', 'ENOTFOUND');
    expect([first.result(), second.result()]).toEqual([null, 'ENOTFOUND']);
    ask('shop.example').withdraw();
    const third = ask('shop.example');
    expect(system.held()).toEqual(['shop.example', 'shop.example']);
    await clock.advance(0);
    expect(third.result()).toBeNull();
  });

  test('is asked anew the next time', () => {
    ask('shop.example');
    system.answer('shop.example', loopback);
    ask('shop.example');
    expect(system.held()).toEqual(['shop.example']);
  });

  test('ends after 40 seconds even if the system never answers', async () => {
    const asked = ask('shop.example');
    await clock.advance(40_000);
    expect(asked.result()).toBe('EAI_AGAIN');
  });
});

describe('names whose lookup hangs', () => {
  test('leave places for others from the second time on', async () => {
    const dead = names(16);
    await hang(dead);
    dead.forEach(ask);
    const healthy = ask('healthy.example');
    expect(healthy.hasBegun()).toBe(true);
    system.answer('healthy.example', loopback);
    expect(healthy.result()).toBe(1);
  });

  test('are at most 32 at once', async () => {
    await hang(names(16));
    for (const name of [...names(40), ...names(40, 'new')]) ask(name);
    expect(new Set(system.held()).size).toBe(32);
    expect(lookups.waitsMs()).toHaveLength(48);
  });

  test('belong to the others again once they resolve', async () => {
    const dead = names(16);
    await hang(dead);
    dead.forEach(ask);
    for (const name of dead) system.answer(name, loopback);
    names(16, 'new').forEach(ask);
    expect(dead.map(ask).some(({ hasBegun }) => hasBegun())).toBe(false);
  });

  test('end the wait of the others after a minute', async () => {
    const hanging = names(16).map(ask);
    const others = names(16, 'other').map(ask);
    const last = ask('last.example');
    await clock.advance(40_000);
    expect(hanging.map(({ result }) => result())).toEqual(hanging.map(() => 'EAI_AGAIN'));
    expect(others.every(({ hasBegun }) => hasBegun())).toBe(true);
    await clock.advance(20_000);
    expect([last.hasBegun(), last.result()]).toEqual([false, 'LOOKUP_NOT_STARTED']);
    expect(lookups.waitsMs()).toEqual([]);
  });
});

describe('the helper', () => {
  test('is replaced when lookups hang in all of its threads', async () => {
    await hang(names(16));
    await hang(names(16));
    expect(system.helpers.map(({ hasEnded }) => hasEnded())).toEqual([false]);
    const next = ask('next.example');
    expect(system.helpers.map(({ hasEnded }) => hasEnded())).toEqual([true, false]);
    system.answer('next.example', loopback);
    expect(next.result()).toBe(1);
  });

  test('keeps running after its replacement until nobody waits for it', async () => {
    await hang(names(31));
    const slow = ask('slow.example');
    ask('next.example');
    const [first] = system.helpers;
    expect([system.helpers.length, first?.hasEnded()]).toEqual([2, false]);
    system.answer('slow.example', loopback);
    expect([slow.result(), first?.hasEnded()]).toEqual([1, true]);
  });

  test('ends when it has been idle for a while, and starts again when it is needed', async () => {
    ask('shop.example');
    system.answer('shop.example', loopback);
    await clock.advance(100_000);
    ask('shop.example');
    system.answer('shop.example', loopback);
    await clock.advance(100_000);
    expect(system.helpers.map(({ hasEnded }) => hasEnded())).toEqual([false]);
    await clock.advance(50_000);
    expect(system.helpers.map(({ hasEnded }) => hasEnded())).toEqual([true]);
    ask('shop.example');
    expect(system.helpers).toHaveLength(2);
  });

  test('is not started before a name has to be looked up', () => {
    expect(system.helpers).toEqual([]);
  });

  test('that ends by itself fails its lookups without any blame on their names, and is replaced', () => {
    ask('first.example');
    system.answer('first.example', loopback);
    const asked = ask('shop.example');
    system.helpers[0]?.crash();
    expect(asked.result()).toBe('LOOKUP_HELPER_ENDED');
    ask('shop.example');
    expect(system.helpers).toHaveLength(2);
  });

  test('that cannot run on this computer is replaced by lookups in this process', async () => {
    ask('shop.example');
    system.helpers[0]?.crash();
    const asked = ask('127.1');
    await expect.poll(() => asked.result()).not.toBeNull();
    expect(system.helpers).toHaveLength(1);
  });

  test('ends with the engine, and all lookups with it', async () => {
    const [running, ...others] = names(20).map(ask);
    lookups.stop();
    expect([running, ...others].map((asked) => asked?.result())).toEqual(names(20).map(() => 'LOOKUP_HELPER_ENDED'));
    expect(system.helpers.map(({ hasEnded }) => hasEnded())).toEqual([true]);
    const late = ask('late.example');
    await expect.poll(() => late.result()).toBe('LOOKUP_HELPER_ENDED');
    expect(clock.pending()).toBe(0);
  });
});
