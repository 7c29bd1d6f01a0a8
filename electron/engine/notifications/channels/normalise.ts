/**
 * From what a person, a script or the configuration file wrote to a channel: what it leaves out gets its default, and a
 * hidden secret means the stored one. Every wrong field gets its own words, and with one wrong field nothing is taken.
 */
import { definitionOf, type Channel } from '../../../contract/channels/registry.ts';
import type { ParsedChannel } from '../../../contract/channels/schema.ts';
import type { Source } from '../../../contract/model/monitor.ts';
import { refusedFields, type Outcome } from '../../../contract/refusal.ts';
import { ok } from '../../../contract/result.ts';
import { normaliseDescribed } from '../../fields/described.ts';
import { normaliseIdentity } from '../../fields/identity.ts';

export interface ChannelContext {
  /** The channel that is edited, secrets in clear; null: a new one. */
  readonly existing: Channel | null;
  readonly takenIds: ReadonlySet<string>;
  readonly source: Source;
}

const longestName = 100;

export function normaliseChannel(input: ParsedChannel, context: ChannelContext): Outcome<Channel> {
  const { existing, takenIds, source } = context;
  const { kind } = input;
  const identity = normaliseIdentity(input, {
    existingId: existing?.id ?? null,
    takenIds,
    defaultName: input.id ?? definitionOf(kind).unnamed,
    fallbackId: kind,
    longestName,
  });
  // The settings of another kind are not its own.
  const own = normaliseDescribed(definitionOf(kind), input, {
    existing: existing?.kind === kind ? existing : null,
  });
  const found = { ...identity.problems, ...own.problems };
  if (Object.keys(found).length > 0) return refusedFields(found);
  return ok({ ...identity.value, enabled: input.enabled ?? true, source, kind, ...own.value } as Channel);
}
