import { expect, test } from 'vitest';
import { cancellable } from '../../../electron/engine/transport/cancellable.ts';
import { startDeadline } from '../../../electron/engine/transport/deadline.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { probeContext } from '../kinds/http/rig.ts';

function deadlineOf(timeoutMs: number, clock = manualClock()) {
  return { clock, deadline: startDeadline(timeoutMs, probeContext({ clock })) };
}

test('work that settles at once is cleaned up', async () => {
  const { deadline } = deadlineOf(1_000);
  let cleanUps = 0;
  const now = cancellable<string>(deadline, ({ resolve }) => {
    resolve('now');
    return () => (cleanUps += 1);
  });
  await expect(now).resolves.toBe('now');
  expect(cleanUps).toBe(1);
});

test('work that settles twice is cleaned up once, and the first counts', async () => {
  const { deadline } = deadlineOf(1_000);
  let cleanUps = 0;
  const twice = cancellable<string>(deadline, ({ resolve, reject }) => {
    setImmediate(() => {
      resolve('first');
      reject(new Error('second'));
    });
    return () => (cleanUps += 1);
  });
  await expect(twice).resolves.toBe('first');
  expect(cleanUps).toBe(1);
});

test('the deadline ends the work and cleans it up', async () => {
  const { clock, deadline } = deadlineOf(1_000);
  let cleanUps = 0;
  const hanging = cancellable(deadline, () => () => (cleanUps += 1));
  const end = expect(hanging).rejects.toMatchObject({ by: 'deadline' });
  await clock.advance(1_000);
  await end;
  expect(cleanUps).toBe(1);
});

test('after the deadline no work begins', async () => {
  const { clock, deadline } = deadlineOf(1_000);
  await clock.advance(1_000);
  let hasBegun = false;
  const late = cancellable(deadline, () => {
    hasBegun = true;
    return () => undefined;
  });
  await expect(late).rejects.toMatchObject({ by: 'deadline' });
  expect(hasBegun).toBe(false);
});
