/** The input schema of channels, derived from the definition of each kind. */
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

/** Shapes are checked; engine/fields checks the fields of the kind. */
export type ParsedChannel = Given & ChannelCommonInput & { readonly kind: ChannelKind };

const schemas = channelKinds.map((kind) =>
  recordSchema(definitionOf(kind).fields, { ...common, kind: z.literal(kind) }),
);

/** Create and update both take a whole channel. */
export const channelInput = z.discriminatedUnion(
  'kind',
  schemas as [z.ZodObject, ...z.ZodObject[]],
) as unknown as z.ZodType<ParsedChannel, ChannelInput>;
