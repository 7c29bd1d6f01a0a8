/** What happened to a monitor within a range, besides its checks: annotations, and its maintenance. Pure. */
import type { Annotation, AnnotationEvent } from '../../electron/contract/model/annotation.ts';
import type { TimeRange } from './range.ts';
import type { Stretch } from './spans.ts';

export type Happened = AnnotationEvent | { readonly type: 'maintenance'; readonly lengthMs: number };

export interface Happening {
  readonly at: number;
  readonly event: Happened;
}

/** Newest first. Maintenance that had begun before the range is shown by the stretches alone. */
export function happeningsOf(
  annotations: readonly Annotation[],
  stretches: readonly Stretch[],
  { from }: TimeRange,
): readonly Happening[] {
  const maintained = stretches
    .filter((stretch) => stretch.state === 'maintenance' && stretch.from > from)
    .map((stretch): Happening => ({
      at: stretch.from,
      event: { type: 'maintenance', lengthMs: stretch.to - stretch.from },
    }));
  return [...annotations, ...maintained].sort((a, b) => b.at - a.at);
}
