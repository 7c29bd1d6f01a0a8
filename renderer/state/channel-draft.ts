/** The form model of a channel, and its conversion in both directions. */
import type { RecognisedChannel } from '../../electron/contract/channels/recognise.ts';
import type { ChannelInput, ChannelKind } from '../../electron/contract/channels/registry.ts';
import type { ChannelView } from '../../electron/contract/model/alert.ts';
import { channelDefinition } from '../definitions.ts';
import { fieldsDraftOf } from './fields-draft.ts';
import { blankRecord, recordDraftOf, recordInput, type RecordDraft } from './record-draft.ts';

export interface ChannelDraft extends RecordDraft<ChannelKind> {
  enabled: boolean;
}

export function blankChannel(kind: ChannelKind): ChannelDraft {
  return { ...blankRecord(kind, channelDefinition(kind).fields), enabled: true };
}

/** A new one, with what an address says about its fields. */
export function recognisedChannel({ kind, fields }: RecognisedChannel): ChannelDraft {
  return { ...blankChannel(kind), fields: fieldsDraftOf(channelDefinition(kind).fields, fields) };
}

export function channelDraftOf(channel: ChannelView): ChannelDraft {
  return { ...recordDraftOf(channel, channelDefinition(channel.kind).fields), enabled: channel.enabled };
}

export function toChannelInput(draft: ChannelDraft): ChannelInput {
  return {
    enabled: draft.enabled,
    ...recordInput(draft, channelDefinition(draft.kind).fields),
  } as unknown as ChannelInput;
}
