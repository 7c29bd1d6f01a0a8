/** The secrets of a channel, as the definition of its kind declares them: sealed, opened, hidden and redacted. */
import { definitionOf, type Channel } from '../../../contract/channels/registry.ts';
import type { Clear } from './channel.ts';
import { clearSecrets, hidden, isClear as hasClearSecrets, mapSecrets, type MapSecret } from '../../fields/secrets.ts';

/** The channel with each secret replaced. */
export function mapChannelSecrets(channel: Channel, map: MapSecret): Channel {
  return mapSecrets(definitionOf(channel.kind).fields, channel, map);
}

/** The channel without its secrets. */
export function hideChannelSecrets(channel: Channel): Channel {
  return mapChannelSecrets(channel, hidden);
}

/** The clear secrets in every encoding in which a server may return them, longest first. */
export function channelSecrets(channel: Channel): readonly string[] {
  return clearSecrets(definitionOf(channel.kind).fields, channel);
}

/** False: one of its secrets could not be opened. */
export function isClear(channel: Channel): channel is Clear<Channel> {
  return hasClearSecrets(definitionOf(channel.kind).fields, channel);
}
