/**
 * Turns the input of a person, a script or the configuration file into a channel. Missing fields get their default, and
 * a hidden secret means the stored one. Every invalid field is reported, and one of them rejects the whole input.
 */
import { definitionOf, type Channel } from '../../../contract/channels/registry.ts';
import type { ParsedChannel } from '../../../contract/channels/schema.ts';
import type { Source } from '../../../contract/model/monitor.ts';
import { refusedFields, type Outcome } from '../../../contract/refusal.ts';
import { ok } from '../../../contract/result.ts';
import { normaliseDescribed } from '../../fields/described.ts';
import { normaliseIdentity } from '../../fields/identity.ts';

export interface ChannelContext {
  /** The channel being edited, with clear secrets; null: a new one. */
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
  // The settings of another kind do not carry over.
  const own = normaliseDescribed(definitionOf(kind), input, {
    existing: existing?.kind === kind ? existing : null,
  });
  const found = { ...identity.problems, ...own.problems };
  if (Object.keys(found).length > 0) return refusedFields(found);
  return ok({ ...identity.value, enabled: input.enabled ?? true, source, kind, ...own.value } as Channel);
}
