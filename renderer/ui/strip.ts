/** The last checks as ticks of a drawing: one path for each verdict, so that a row costs four elements, not forty. */
import { newestOf, recentChecks, type RecentChecks } from '../../electron/contract/model/recent-checks.ts';
import type { Verdict } from '../../electron/contract/model/state.ts';

const tickWidth = 2;
export const tickStep = 4;
export const stripHeight = 14;

/**
 * Height distinguishes the verdicts without colour: a failure is full height, a slow response high, a pass half, none a
 * dot.
 */
const tickHeights: Readonly<Record<Verdict, number>> = { pass: 7, degraded: 11, fail: 13, inconclusive: 2 };

/** The newest check is at the right edge; `slots` ticks fit. */
export function stripPaths(recent: RecentChecks, slots: number): Readonly<Record<Verdict, string>> {
  const paths: Record<Verdict, string> = { pass: '', degraded: '', fail: '', inconclusive: '' };
  const shown = recentChecks(newestOf(recent, slots));
  const start = slots - shown.length;
  shown.forEach(({ verdict }, index) => {
    const height = tickHeights[verdict];
    const x = (start + index) * tickStep;
    paths[verdict] += `M${x} ${(stripHeight - height) / 2}h${tickWidth}v${height}h-${tickWidth}z`;
  });
  return paths;
}
