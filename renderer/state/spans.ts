/** Status spans as stretches of a drawing: what no span covers is `unwatched`. Pure. */
import type { Series, Span, SpanState } from '../../electron/contract/model.ts';
import type { TimeRange } from './range.ts';

export interface Stretch extends TimeRange {
  readonly state: SpanState | 'unwatched';
}

/** Cut to the range, oldest first, without holes. */
export function stretchesOf(spans: readonly Span[], { from, to }: TimeRange, now: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = from;
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const start = Math.max(at, span.from);
    const end = Math.min(span.to ?? now, to);
    if (end <= start) continue;
    if (start > at) stretches.push({ state: 'unwatched', from: at, to: start });
    stretches.push({ state: span.state, from: start, to: end });
    at = end;
  }
  if (at < to) stretches.push({ state: 'unwatched', from: at, to });
  return stretches;
}

/** A line is drawn between neighbours only: where nothing was measured for long, a null breaks it. */
export function withGaps(series: Series): {
  readonly at: number[];
  readonly p50: (number | null)[];
  readonly p95: (number | null)[];
} {
  const at: number[] = [];
  const p50: (number | null)[] = [];
  const p95: (number | null)[] = [];
  const limit = 3.5 * medianStep(series.at);
  series.at.forEach((time, index) => {
    const before = series.at[index - 1];
    if (before !== undefined && time - before > limit) {
      at.push(before + (time - before) / 2);
      p50.push(null);
      p95.push(null);
    }
    at.push(time);
    p50.push(series.p50[index] ?? null);
    p95.push(series.p95[index] ?? null);
  });
  return { at, p50, p95 };
}

function medianStep(at: readonly number[]): number {
  const steps = at.slice(1).map((time, index) => time - (at[index] ?? time));
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? Infinity;
}
