/**
 * What happened to a monitor besides what its checks found: it was edited, paused or muted, or the program started.
 * Names of fields only, never their values.
 */
import { z } from 'zod';

const shared = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('tag'), tag: z.string() }),
  /** The monitor of the annotation. */
  z.strictObject({ kind: z.literal('monitor') }),
]);

export const annotationEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('added') }),
  z.strictObject({ type: z.literal('edited'), fields: z.array(z.string()).readonly() }),
  z.strictObject({ type: z.literal('paused') }),
  z.strictObject({ type: z.literal('resumed') }),
  /** `until` null: until it recovers. */
  z.strictObject({ type: z.literal('muted'), scope: shared, until: z.number().nullable() }),
  z.strictObject({ type: z.literal('unmuted'), scope: shared }),
  /** By itself: at its time, or when the monitor recovered. */
  z.strictObject({ type: z.literal('mute-ended'), scope: shared }),
  z.strictObject({ type: z.literal('acknowledged'), incidentId: z.number() }),
  /** Of the program; `stoppedAt`: when it last ran before, null: never. */
  z.strictObject({ type: z.literal('started'), stoppedAt: z.number().nullable() }),
]);
export type AnnotationEvent = Readonly<z.infer<typeof annotationEvent>>;
export type AnnotationScope = Extract<AnnotationEvent, { type: 'muted' }>['scope'];

export interface Annotation {
  readonly at: number;
  readonly event: AnnotationEvent;
}
