/** A digest as facts, in the form that the outbox stores. */
import { z } from 'zod';
import { isNotice, type Notice } from '../../../contract/notices.ts';
import { isReason, type Reason } from '../../../contract/reasons.ts';
import { monitorStates, type MonitorState } from '../../../contract/model/state.ts';

/** The first names, and how many more there are. */
export interface SomeNames {
  readonly names: readonly string[];
  readonly more: number;
}

export interface DigestIncident {
  readonly monitorName: string;
  /** Within the period. */
  readonly lastedMs: number;
  readonly isOpen: boolean;
  readonly reason: Reason;
}

export interface DigestNotification {
  readonly event: 'digest';
  /** The period that it is about. */
  readonly from: number;
  readonly to: number;
  /** How many monitors are in each state now; those of none are absent. */
  readonly states: Readonly<Partial<Record<MonitorState, number>>>;
  /** Of all monitors together: up / known, and known / all; null: there was nothing to divide by. */
  readonly uptime: number | null;
  readonly coverage: number | null;
  /** Without those that another incident has caused. */
  readonly incidents: number;
  /** Of these, the longest first. */
  readonly longest: readonly DigestIncident[];
  readonly muted: SomeNames;
  /** Monitors whose outage would notify nobody. */
  readonly uncovered: SomeNames;
  /** The newest backup; null: there is none. */
  readonly backedUpAt: number | null;
  /** What is wrong with the program itself, worst first. */
  readonly notices: readonly Notice[];
}

const someNames = z.object({ names: z.array(z.string()), more: z.number() });

export const digestNotification = z.object({
  event: z.literal('digest'),
  from: z.number(),
  to: z.number(),
  states: z.partialRecord(z.enum(monitorStates), z.number()),
  uptime: z.number().nullable(),
  coverage: z.number().nullable(),
  incidents: z.number(),
  longest: z.array(
    z.object({
      monitorName: z.string(),
      lastedMs: z.number(),
      isOpen: z.boolean(),
      reason: z.custom<Reason>(isReason),
    }),
  ),
  muted: someNames,
  uncovered: someNames,
  backedUpAt: z.number().nullable(),
  notices: z.array(z.custom<Notice>(isNotice)),
});
