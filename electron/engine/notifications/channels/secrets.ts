/** A channel's secrets, as its kind's definition places them: sealed, opened, hidden from readers, redacted from answers. */
import { definitionOf, type Channel } from '../../../contract/channels/registry.ts';
import type { Clear } from './channel.ts';
import { clearSecrets, hidden, mapSecrets, type MapSecret } from '../../fields/secrets.ts';

/** The channel with each secret replaced. */
export function mapChannelSecrets(channel: Channel, map: MapSecret): Channel {
  return mapSecrets(definitionOf(channel.kind).fields, channel, map);
}

/** The channel as readers see it. */
export function hideChannelSecrets(channel: Channel): Channel {
  return mapChannelSecrets(channel, hidden);
}

/** The clear secrets in every form in which a server may send them back, longest first. */
export function channelSecrets(channel: Channel): readonly string[] {
  return clearSecrets(definitionOf(channel.kind).fields, channel);
}

/** False: a secret of it could not be opened. */
export function isClear(channel: Channel): channel is Clear<Channel> {
  let isOne = true;
  mapChannelSecrets(channel, (secret) => {
    isOne &&= typeof secret === 'string';
    return secret;
  });
  return isOne;
}
