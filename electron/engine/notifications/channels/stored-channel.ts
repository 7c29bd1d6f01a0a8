/** The stored form of channels: all fields that the definition of the kind declares. */
import { channelKinds, definitionOf, type Channel, type ChannelKind } from '../../../contract/channels/registry.ts';
import { choice, flag, text } from '../../../contract/fields/field.ts';
import { sources } from '../../../contract/model/monitor.ts';
import { storedForm, type KindForm } from '../../fields/stored-form.ts';

const common = { id: text(), name: text(), enabled: flag(true), source: choice(sources) };

function formOf(kind: ChannelKind): KindForm {
  const { version, upgrades = [], fields } = definitionOf(kind);
  return { version, upgrades, fields: { ...fields, ...common } };
}

export const storedChannels = storedForm<Channel>(
  Object.fromEntries(channelKinds.map((kind) => [kind, formOf(kind)] as const)),
);
