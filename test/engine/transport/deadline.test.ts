import { expect, test } from 'vitest';
import type { Clock } from '../../../electron/engine/ports.ts';
import { startDeadline } from '../../../electron/engine/transport/deadline.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { probeContext } from '../kinds/http/rig.ts';

test('a check ends by its timeout', async () => {
  const clock = manualClock();
  const deadline = startDeadline(1_000, probeContext({ clock }));
  await clock.advance(999);
  expect(deadline.halted()).toBeNull();
  await clock.advance(1);
  expect(deadline.halted()?.by).toBe('deadline');
});

test('a pause does not count', async () => {
  const clock = manualClock();
  const deadline = startDeadline(1_000, probeContext({ clock }));
  await clock.advance(400);
  const resume = deadline.pause();
  await clock.advance(60_000);
  resume();
  await clock.advance(599);
  expect(deadline.halted()).toBeNull();
  await clock.advance(1);
  expect(deadline.halted()?.by).toBe('deadline');
});

test('a check that has ended has no timer, even if a pause ends later', async () => {
  const clock = manualClock();
  const deadline = startDeadline(1_000, probeContext({ clock }));
  const resume = deadline.pause();
  deadline.clear();
  resume();
  expect(clock.pending()).toBe(0);
});

test('a timer that runs late extends the deadline once, because responses may not have been read yet', async () => {
  const clock = manualClock();
  let blockedMs = 0;
  const busy: Clock = {
    ...clock,
    monotonic: () => clock.monotonic() + blockedMs,
    setTimer: (delayMs, task) =>
      clock.setTimer(delayMs, () => {
        blockedMs += 300;
        task();
      }),
  };
  const deadline = startDeadline(1_000, probeContext({ clock: busy }));
  await clock.advance(1_000);
  expect(deadline.halted()).toBeNull();
  await clock.advance(300);
  expect(deadline.halted()?.by).toBe('deadline');
});
