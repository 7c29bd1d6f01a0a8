/**
 * Uptime is computed from the status spans only, as incidents are, so the two can never disagree. Up, degraded (which
 * counts as up) and down are known time; unknown, paused and maintenance are not, and only reduce the coverage.
 */
import type { Span, Uptime } from '../../contract/model/history.ts';
import type { SpanState } from '../../contract/model/state.ts';
import { cutSpans } from './spans.ts';

const countsAs: Readonly<Record<SpanState, 'up' | 'down' | 'not known'>> = {
  up: 'up',
  degraded: 'up',
  down: 'down',
  unknown: 'not known',
  paused: 'not known',
  maintenance: 'not known',
};

interface UptimeInput {
  /** Those that overlap the range, without overlapping each other; they are cut to it. */
  readonly spans: readonly Span[];
  readonly from: number;
  /** At most now: the open span counts up to it. */
  readonly to: number;
  readonly incidents: number;
}

export function uptimeOf({ spans, from, to, incidents }: UptimeInput): Uptime {
  const total = { up: 0, down: 0, 'not known': 0 };
  for (const span of cutSpans(spans, from, to)) total[countsAs[span.state]] += span.to - span.from;
  const knownMs = total.up + total.down;
  return {
    from,
    to,
    upMs: total.up,
    downMs: total.down,
    ratio: knownMs === 0 ? null : total.up / knownMs,
    coverage: to <= from ? null : knownMs / (to - from),
    incidents,
  };
}

/** The ratio of each of some days, of which `dayStarts` are in order; the last one ends at `to`. */
export function dailyRatios(spans: readonly Span[], dayStarts: readonly number[], to: number): Uptime['ratio'][] {
  let first = 0;
  return dayStarts.map((from, day) => {
    const end = dayStarts[day + 1] ?? to;
    while ((spans[first]?.to ?? Infinity) <= from) first += 1;
    let next = first;
    while ((spans[next]?.from ?? Infinity) < end) next += 1;
    return uptimeOf({ spans: spans.slice(first, next), from, to: end, incidents: 0 }).ratio;
  });
}
