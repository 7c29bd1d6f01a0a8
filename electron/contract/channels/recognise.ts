/** The kind of channel that an address is for, by the definitions: a pasted webhook URL says what it is. */
import type { Given } from '../fields/field.ts';
import { parseUrl } from '../parse-url.ts';
import { channelKinds, definitionOf, type ChannelKind } from './registry.ts';

export interface RecognisedChannel {
  readonly kind: ChannelKind;
  /** What the address says about fields of that kind. */
  readonly fields: Given;
}

/** Null: no kind knows such an address. */
export function recogniseChannel(pasted: string): RecognisedChannel | null {
  const url = parseUrl(pasted.trim());
  if (url === null) return null;
  for (const kind of channelKinds) {
    const fields = definitionOf(kind).fromAddress?.(url) ?? null;
    if (fields !== null) return { kind, fields };
  }
  return null;
}
