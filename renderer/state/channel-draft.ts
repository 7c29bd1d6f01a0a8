/** The form model of a channel, and its conversion in both directions. */
import { definitionOf, type ChannelInput, type ChannelKind } from '../../electron/contract/channels/registry.ts';
import type { ChannelView } from '../../electron/contract/model/alert.ts';
import { blankFields, fieldsDraftOf, fieldsInput, type FieldsDraft } from './fields-draft.ts';

export interface ChannelDraft {
  readonly id: string | null;
  readonly kind: ChannelKind;
  name: string;
  enabled: boolean;
  /** The fields of its kind. */
  fields: FieldsDraft;
}

export function blankChannel(kind: ChannelKind): ChannelDraft {
  return { id: null, kind, name: '', enabled: true, fields: blankFields(definitionOf(kind).fields) };
}

export function channelDraftOf(channel: ChannelView): ChannelDraft {
  const { id, kind, name, enabled } = channel;
  return { id, kind, name, enabled, fields: fieldsDraftOf(definitionOf(kind).fields, { ...channel }) };
}

export function toChannelInput({ id, kind, name, enabled, fields }: ChannelDraft): ChannelInput {
  return {
    ...(id === null ? {} : { id }),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    enabled,
    kind,
    ...fieldsInput(definitionOf(kind).fields, fields),
  } as ChannelInput;
}
