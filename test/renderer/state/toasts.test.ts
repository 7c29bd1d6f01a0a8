import { expect, test } from 'vitest';
import { createRemovals } from '../../../renderer/state/removals.ts';
import { fail, ok } from '../../../electron/contract/result.ts';
import { createToasts, toastMs, type Toasts } from '../../../renderer/state/toasts.svelte.ts';
import { manualClock } from '../../support/manual-clock.ts';

interface Rig {
  readonly toasts: Toasts;
  readonly advance: (ms: number) => Promise<void>;
  readonly hold: (isHeld: boolean) => void;
}

function rig(): Rig {
  const clock = manualClock();
  let isHeld = false;
  const toasts = createToasts({ delay: (task, ms) => clock.setTimer(ms, task), isHeld: () => isHeld });
  return { toasts, advance: clock.advance, hold: (held) => (isHeld = held) };
}

const shown = (toasts: Toasts): readonly string[] => toasts.all.map(({ message }) => message);

test('a message goes after a while, and not while somebody is at them', async () => {
  const { toasts, advance, hold } = rig();
  toasts.say('Saved');
  await advance(toastMs - 1);
  expect(shown(toasts)).toEqual(['Saved']);
  hold(true);
  toasts.warn('Not saved');
  await advance(10 * toastMs);
  expect(shown(toasts)).toEqual(['Saved', 'Not saved']);
  hold(false);
  await advance(toastMs);
  expect(shown(toasts)).toEqual([]);
});

test('of more than four the oldest goes', () => {
  const { toasts } = rig();
  for (const message of ['1', '2', '3', '4', '5', '6']) toasts.say(message);
  expect(shown(toasts)).toEqual(['3', '4', '5', '6']);
});

test('what can be undone does not go for later messages', () => {
  const { toasts } = rig();
  toasts.say('Shop deleted', { label: 'Undo', run: () => undefined });
  for (const message of ['1', '2', '3', '4', '5']) toasts.say(message);
  expect(shown(toasts)).toEqual(['Shop deleted', '2', '3', '4', '5']);
});

test('the latest action is undone first, then the one before', () => {
  const { toasts } = rig();
  const undone: string[] = [];
  for (const label of ['a', 'b']) toasts.say(label, { label, run: () => undone.push(label) });
  toasts.say('no action');
  expect([toasts.act(), toasts.act(), toasts.act()]).toEqual([true, true, false]);
  expect(undone).toEqual(['b', 'a']);
  expect(shown(toasts)).toEqual(['no action']);
});

test('what can be undone stays so as long as its message is there', async () => {
  const { toasts, advance, hold } = rig();
  const removals = createRemovals();
  const removed: string[] = [];
  const remove = (name: string): void => {
    const { run, undo } = removals.begin(() => removed.push(name));
    toasts.say(name, { label: 'Undo', run: undo }, run);
  };
  remove('shop');
  hold(true);
  await advance(2 * toastMs);
  expect(removed).toEqual([]);
  toasts.act();
  remove('wiki');
  hold(false);
  await advance(toastMs);
  expect(removed).toEqual(['wiki']);
});

test('a call that failed says why, what it was about and what was not done', () => {
  const { toasts } = rig();
  expect(toasts.check(ok(1))).toBe(true);
  expect(shown(toasts)).toEqual([]);
  expect(toasts.check(fail('invalid', 'the name is taken'))).toBe(false);
  expect(toasts.check(fail('invalid', 'the name is taken'), 'Shop API')).toBe(false);
  expect(toasts.check(fail('invalid', 'the disk is full'), 'Shop API', 'pause')).toBe(false);
  expect(shown(toasts)).toEqual([
    'The name is taken',
    'Shop API was not changed: The name is taken',
    'Shop API was not paused: The disk is full',
  ]);
});
