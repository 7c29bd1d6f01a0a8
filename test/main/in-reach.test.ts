import { expect, test } from 'vitest';
import type { Notice } from '../../electron/contract/notices.ts';
import { keepInReach } from '../../electron/main/in-reach.ts';
import { manualClock } from '../support/manual-clock.ts';

function setup(isThereAtFirst: boolean) {
  const clock = manualClock();
  const done: string[] = [];
  const listeners = new Set<() => void>();
  let isThere = isThereAtFirst;
  const stop = keepInReach({
    clock,
    trayHost: {
      isThere: () => isThere,
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    tray: { offerAgain: () => void done.push('icon offered') },
    window: {
      putInTaskbar: () => void done.push('in the taskbar'),
      returnToTray: () => void done.push('back in the tray'),
    },
    report: (notice: Notice | null) => void done.push(notice === null ? 'all is well' : notice.code),
  });
  const turn = (now: boolean): void => {
    isThere = now;
    for (const listener of listeners) listener();
  };
  return { clock, done, turn, stop, listeners };
}

test('where there is a tray nothing happens', async () => {
  const { clock, done } = setup(true);
  await clock.advance(60_000);
  expect(done).toEqual([]);
});

test('without a tray the window waits in the taskbar, and the user is told why', async () => {
  const { clock, done } = setup(false);
  await clock.advance(60_000);
  expect(done).toEqual(['no-tray', 'in the taskbar']);
});

test('a panel that starts after Vigilmon, as at login, gets the icon', async () => {
  const { clock, done, turn } = setup(false);
  await clock.advance(3_000);
  turn(true);
  await clock.advance(60_000);
  expect(done).toEqual(['icon offered', 'back in the tray', 'all is well']);
});

test('a panel that restarts moves nothing, and gets the icon again', async () => {
  const { clock, done, turn } = setup(true);
  turn(false);
  await clock.advance(3_000);
  turn(true);
  expect(done).toEqual(['icon offered', 'back in the tray', 'all is well']);
});

test('a panel that ends leaves the window in the taskbar until there is one again', async () => {
  const { clock, done, turn } = setup(true);
  turn(false);
  await clock.advance(60_000);
  turn(true);
  expect(done).toEqual(['no-tray', 'in the taskbar', 'icon offered', 'back in the tray', 'all is well']);
});

test('nothing is left behind once stopped', () => {
  const { clock, stop, listeners } = setup(false);
  stop();
  expect([clock.pending(), listeners.size]).toEqual([0, 0]);
});
