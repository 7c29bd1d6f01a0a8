/** The kinds of channel by name; everything else derives from this list. */
import type { InputsOf, ValuesOf } from '../fields/field.ts';
import type { Source } from '../model/monitor.ts';
import type { ChannelDefinition } from './definition.ts';
import { apprise } from './apprise.ts';
import { discord } from './discord.ts';
import { email } from './email.ts';
import { googlechat } from './googlechat.ts';
import { gotify } from './gotify.ts';
import { matrix } from './matrix.ts';
import { mattermost } from './mattermost.ts';
import { native } from './native.ts';
import { ntfy } from './ntfy.ts';
import { pagerduty } from './pagerduty.ts';
import { pushover } from './pushover.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { telegram } from './telegram.ts';
import { webhook } from './webhook.ts';

export const channelDefinitions = {
  native,
  email,
  slack,
  teams,
  discord,
  telegram,
  googlechat,
  mattermost,
  matrix,
  ntfy,
  pushover,
  gotify,
  pagerduty,
  apprise,
  webhook,
} as const;

type Definitions = typeof channelDefinitions;
export type ChannelKind = keyof Definitions;
export const channelKinds = Object.keys(channelDefinitions) as readonly ChannelKind[];

/** The fields of every kind. (A type, not an interface: the functions of definitions take any record.) */
type ChannelCommon = {
  /** A slug `[a-z0-9-]{1,64}` that never changes. */
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly source: Source;
};
export interface ChannelCommonInput {
  id?: string | undefined;
  name?: string | undefined;
  enabled?: boolean | undefined;
}

export type ChannelOf<K extends ChannelKind> = {
  [P in K]: ChannelCommon & { readonly kind: P } & ValuesOf<Definitions[P]['fields']>;
}[K];
export type Channel = ChannelOf<ChannelKind>;

/** As a person or a script writes it; create and update both take a whole channel. */
export type ChannelInputOf<K extends ChannelKind> = {
  [P in K]: ChannelCommonInput & { kind: P } & InputsOf<Definitions[P]['fields']>;
}[K];
export type ChannelInput = ChannelInputOf<ChannelKind>;

/** The definition without its kind, for code that treats all kinds alike. */
export function definitionOf(kind: ChannelKind): ChannelDefinition {
  return channelDefinitions[kind] as unknown as ChannelDefinition;
}
