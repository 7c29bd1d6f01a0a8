/** What comes in as a channel: the schema of each kind's fields, derived from its definition. */
import { z } from 'zod';
import type { Given } from '../fields/field.ts';
import { recordSchema } from '../fields/schema.ts';
import {
  channelKinds,
  definitionOf,
  type ChannelCommonInput,
  type ChannelInput,
  type ChannelKind,
} from './registry.ts';

const common = {
  id: z.string().optional(),
  name: z.string().optional(),
  enabled: z.boolean().optional(),
};

/** Shapes are right; the fields of the kind are looked at by engine/fields. */
export type ParsedChannel = Given & ChannelCommonInput & { readonly kind: ChannelKind };

const schemas = channelKinds.map((kind) =>
  recordSchema(definitionOf(kind).fields, { ...common, kind: z.literal(kind) }),
);

/** Create and update alike take a whole channel. */
export const channelInput = z.discriminatedUnion(
  'kind',
  schemas as [z.ZodObject, ...z.ZodObject[]],
) as unknown as z.ZodType<ParsedChannel, ChannelInput>;
