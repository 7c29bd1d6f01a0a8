/**
 * What a kind of channel is, as data: everything that differs by kind and is not its work. The work (how a message is
 * written and sent) is in engine/notifications/channels. One more kind is one more definition and one more line in
 * registry.ts.
 */
import type { Fields, Given, ValuesOf } from '../fields/field.ts';
import type { Problems } from '../problems.ts';

/** With fields left out, those of its groups too. */
export type Partly<V> = V extends readonly unknown[]
  ? V
  : V extends object
    ? { readonly [K in keyof V]?: Partly<V[K]> | undefined }
    : V;

export interface ChannelDefinition<K extends string = string, F extends Fields = Fields> {
  readonly kind: K;
  /** Of the stored form. An older one is upgraded when it is read: see engine/notifications/channels/stored-channel.ts. */
  readonly version: number;
  /** The first makes a stored form of version 1 one of version 2: as many as there are versions before this one. */
  readonly upgrades?: readonly ((before: Given) => Given)[];
  readonly fields: F;
  /** Its name where nobody gave it one. */
  readonly unnamed: string;
  /** Whether it reaches people who are not at this computer. */
  readonly isRemote: boolean;
  /** Whether messages that were held back may go out as one. False: each as itself, for receivers that are programs. */
  readonly isGrouped: boolean;
  /** Whether it is offered among a newcomer's first steps. */
  readonly isSuggested?: boolean;
  /** Fills in what is left out and depends on other fields. */
  readonly complete?: (given: Partly<ValuesOf<F>>) => Partly<ValuesOf<F>>;
  /** One field against another; what is wrong with a single field is said already. */
  readonly problems?: (values: ValuesOf<F>) => Problems;
}

/** Infers the fields of a definition, and checks it. */
export function defineChannel<const K extends string, F extends Fields>(
  definition: ChannelDefinition<K, F>,
): ChannelDefinition<K, F> {
  return definition;
}
