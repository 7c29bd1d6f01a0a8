/** The stored form of channels: all fields that the definition of the kind declares. */
import { z } from 'zod';
import { channelKinds, definitionOf, type Channel, type ChannelKind } from '../../../contract/channels/registry.ts';
import { recordSchema } from '../../../contract/fields/schema.ts';
import { sources } from '../../../contract/model/monitor.ts';
import { storedForm, type KindForm } from '../../fields/stored-form.ts';

const common = { id: z.string(), name: z.string(), enabled: z.boolean(), source: z.enum(sources) };

function formOf(kind: ChannelKind): KindForm<Channel> {
  const { version, upgrades = [], fields } = definitionOf(kind);
  const schema = recordSchema(fields, { ...common, kind: z.literal(kind) }, { isWhole: true });
  return { version, upgrades, schema: schema as unknown as z.ZodType<Channel> };
}

export const storedChannels = storedForm<Channel>(
  Object.fromEntries(channelKinds.map((kind) => [kind, formOf(kind)] as const)),
);
