/** Cutting spans to a range. A span without an end lasts to the end of the range. */
import type { Span } from '../../contract/model/history.ts';

interface ClosedSpan extends Span {
  readonly to: number;
}

/** The parts of the spans that lie in [from, to), none of them empty. */
export function cutSpans(spans: readonly Span[], from: number, to: number): readonly ClosedSpan[] {
  return spans
    .map((span) => ({ state: span.state, from: Math.max(span.from, from), to: Math.min(span.to ?? to, to) }))
    .filter((span) => span.from < span.to);
}
