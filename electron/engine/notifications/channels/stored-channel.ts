/** Channels as they are stored. */
import { z } from 'zod';
import { channelKinds, type Channel } from '../../../contract/model/alert.ts';
import { sources } from '../../../contract/model/monitor.ts';
import { channelInput } from '../../../contract/schemas.ts';
import { storedForm, type KindForm } from '../../fields/stored-form.ts';

const whole = z.object({ id: z.string(), name: z.string(), enabled: z.boolean(), source: z.enum(sources) });

/** What comes in has no source, and may leave out what every stored one has. */
const stored = z.looseObject({}).transform((definition, context) => {
  const { source: _, ...input } = definition;
  for (const parsed of [whole.safeParse(definition), channelInput.safeParse(input)]) {
    if (parsed.success) continue;
    for (const { path } of parsed.error.issues) context.addIssue({ code: 'custom', path });
  }
  return definition;
}) as unknown as z.ZodType<Channel>;

const form: KindForm<Channel> = { version: 1, upgrades: [], schema: stored };

export const storedChannels = storedForm<Channel>(
  Object.fromEntries(channelKinds.map((kind) => [kind, form] as const)),
);
