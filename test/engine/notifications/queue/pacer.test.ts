import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openPacer } from '../../../../electron/engine/notifications/queue/pacer.ts';
import { manualClock } from '../../../support/manual-clock.ts';

const pace = { everyMs: 1_000, burst: 3 };

it('allows a burst, then one message each interval', async () => {
  const clock = manualClock();
  const pacer = openPacer(clock);
  for (let count = 0; count < 3; count += 1) {
    expect(pacer.leftMs(pace)).toBe(0);
    pacer.begin(pace);
  }
  expect(pacer.leftMs(pace)).toBe(1_000);
  await clock.advance(1_000);
  expect(pacer.leftMs(pace)).toBe(0);
  pacer.begin(pace);
  expect(pacer.leftMs(pace)).toBe(1_000);
});

it('counts every request of a message, and lets none start that might not find room for all', async () => {
  const clock = manualClock();
  const pacer = openPacer(clock);
  const twofold = { ...pace, perMessage: 2 };
  const onRequest = pacer.begin(twofold);
  onRequest();
  expect(pacer.leftMs(twofold)).toBe(0);
  onRequest();
  expect(pacer.leftMs(twofold)).toBe(1_000);
});

it('never lets more than a burst and one message each interval through, in any pattern', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(2_500), { maxLength: 60 }), async (waits) => {
      const clock = manualClock();
      const pacer = openPacer(clock);
      const sentAt: number[] = [];
      for (const ms of waits) {
        await clock.advance(ms);
        if (pacer.leftMs(pace) > 0) continue;
        pacer.begin(pace);
        sentAt.push(clock.monotonic());
      }
      for (const from of sentAt) {
        const within = sentAt.filter((at) => at >= from && at < from + 10_000);
        expect(within.length).toBeLessThanOrEqual(pace.burst + 10);
      }
    }),
  );
});
