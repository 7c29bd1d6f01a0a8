/**
 * Secrets are clear in memory, sealed in the database and hidden from readers. A record's own `map...Secrets`
 * knows where its secrets are; here they are sealed and opened, which only the host's SecretBox can do.
 *
 * One that cannot be opened (the key is gone, or locked) stays as it was sealed: it is written back unchanged until
 * somebody enters it anew, so that nothing is lost should the key come back.
 */
import type { Channel } from '../../contract/model/alert.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import type { HiddenSecret, Secret } from '../../contract/model/secret.ts';
import { mapChannelSecrets } from '../notifications/channels/channel-secrets.ts';
import { mapMonitorSecrets } from '../monitors/secrets.ts';
import type { SecretBox } from '../ports.ts';

type MapSecrets<T> = (record: T, map: (secret: Secret, path: string) => Secret) => T;
type Turn = (secret: Secret) => Promise<Secret>;

interface UnreadableSecret extends HiddenSecret {
  readonly sealed: string;
}

function isUnreadable(secret: Secret): secret is UnreadableSecret {
  return typeof secret !== 'string' && 'sealed' in secret;
}

/** Secret boxes are asynchronous, records are mapped synchronously: so collect, turn, put back in the same order. */
async function mapAsync<T>(record: T, mapSecrets: MapSecrets<T>, turn: Turn): Promise<T> {
  const found: Secret[] = [];
  mapSecrets(record, (secret) => {
    found.push(secret);
    return secret;
  });
  if (found.length === 0) return record;
  const turned = await Promise.all(found.map(turn));
  let index = 0;
  return mapSecrets(record, (secret) => turned[index++] ?? secret);
}

function sealing({ seal }: SecretBox): Turn {
  return async (secret) => {
    if (typeof secret === 'string') return seal(secret);
    return isUnreadable(secret) ? secret.sealed : secret;
  };
}

function opening({ open }: SecretBox, onFailure: (error: unknown) => void): Turn {
  return async (secret) => {
    if (typeof secret !== 'string') return secret;
    try {
      return await open(secret);
    } catch (error) {
      onFailure(error);
      const unreadable: UnreadableSecret = { hasSecret: true, sealed: secret };
      return unreadable;
    }
  };
}

export interface SecretOpener {
  readonly monitor: (monitor: Monitor) => Promise<Monitor>;
  readonly channel: (channel: Channel) => Promise<Channel>;
}

/** @param onFailure is told why, for each secret that cannot be read. */
export function secretOpener(box: SecretBox, onFailure: (error: unknown) => void): SecretOpener {
  const turn = opening(box, onFailure);
  return {
    monitor: (monitor) => mapAsync(monitor, mapMonitorSecrets, turn),
    channel: (channel) => mapAsync(channel, mapChannelSecrets, turn),
  };
}

export function sealMonitor(box: SecretBox, monitor: Monitor): Promise<Monitor> {
  return mapAsync(monitor, mapMonitorSecrets, sealing(box));
}
export function sealChannel(box: SecretBox, channel: Channel): Promise<Channel> {
  return mapAsync(channel, mapChannelSecrets, sealing(box));
}

export function hasUnreadable(record: { readonly monitor: Monitor } | { readonly channel: Channel }): boolean {
  let isOne = false;
  const look = (secret: Secret): Secret => {
    isOne ||= isUnreadable(secret);
    return secret;
  };
  if ('monitor' in record) mapMonitorSecrets(record.monitor, look);
  else mapChannelSecrets(record.channel, look);
  return isOne;
}
