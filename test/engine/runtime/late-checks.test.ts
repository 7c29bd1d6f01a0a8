import { expect, test } from 'vitest';
import type { Notice } from '../../../electron/contract/notices.ts';
import { openLateChecks } from '../../../electron/engine/runtime/late-checks.ts';
import { manualClock } from '../../support/manual-clock.ts';

test('a notice says how late checks start, for as long as they do', async () => {
  const clock = manualClock();
  const reported: (Notice | null)[] = [];
  let overdueMs: readonly number[] = [];
  const lateChecks = openLateChecks({
    clock,
    status: { report: (_topic, notice) => void reported.push(notice) },
    overdueMs: () => overdueMs,
  });
  lateChecks.start();
  await clock.advance(5_000);
  overdueMs = [400, 34_567, 12_000];
  await clock.advance(5_000);
  expect(lateChecks.lateness()).toEqual({ monitors: 2, byMs: 34_567 });
  overdueMs = [400];
  await clock.advance(5_000);
  expect(reported).toEqual([null, { code: 'checks-late', facts: { byMs: 30_000 } }, null]);
  lateChecks.stop();
  expect(clock.pending()).toBe(0);
});
