/**
 * A kind of channel as data: everything that differs by kind, except how a message is written and sent
 * (engine/notifications/channels). A new kind is a new definition and a line in registry.ts.
 */
import type { Fields, Given, ValuesOf } from '../fields/field.ts';
import type { Origin, OriginRule } from '../fields/origin.ts';
import type { Problems } from '../problems.ts';

/** Any field may be missing, also within groups. */
type Partly<V> = V extends readonly unknown[]
  ? V
  : V extends object
    ? { readonly [K in keyof V]?: Partly<V[K]> | undefined }
    : V;

export interface ChannelDefinition<K extends string = string, F extends Fields = Fields> {
  readonly kind: K;
  /** Of the stored form. Older forms are upgraded when they are read: see engine/notifications/channels/stored-channel.ts. */
  readonly version: number;
  /** One for each earlier version; the first upgrades version 1 to version 2. */
  readonly upgrades?: readonly ((before: Given) => Given)[];
  readonly fields: F;
  /** The name of a channel that was not given one. */
  readonly unnamed: string;
  /** Where its secrets are sent: see fields/origin.ts. */
  readonly origin?: (values: ValuesOf<F>) => Origin | null;
  /** Whether it reaches people away from this computer. */
  readonly isRemote: boolean;
  /** Whether deferred messages may be combined into one. False for receivers that are programs. */
  readonly isGrouped: boolean;
  /** Whether the service itself has outages that can be acknowledged. */
  readonly takesAcknowledgements?: boolean;
  /** Whether it is offered in the first-run setup. */
  readonly isSuggested?: boolean;
  /** Fills in missing fields that depend on other fields. */
  readonly complete?: (given: Partly<ValuesOf<F>>) => Partly<ValuesOf<F>>;
  /**
   * What an address of the service says about fields, such as a webhook that somebody pastes; null: it is not one of this
   * kind.
   */
  readonly fromAddress?: (url: URL) => Given | null;
  /** Checks fields against each other; single fields are already checked. */
  readonly problems?: (values: ValuesOf<F>) => Problems;
}

/** Infers the types of a definition and checks it. */
export function defineChannel<const K extends string, F extends Fields>(
  definition: ChannelDefinition<K, F> & OriginRule<F>,
): ChannelDefinition<K, F> {
  return definition;
}
