/**
 * Secrets are clear in memory, sealed in the database and hidden from readers. A record's own `map...Secrets`
 * knows where its secrets are; here they are sealed and opened, which only the host's SecretBox can do.
 */
import type { Channel, Monitor, Secret } from '../contract/model.ts';
import { mapChannelSecrets } from './alert/channel-secrets.ts';
import { mapMonitorSecrets } from './monitor/secrets.ts';
import type { SecretBox } from './ports.ts';

type MapSecrets<T> = (record: T, map: (secret: Secret, path: string) => Secret) => T;
type Turn = (secret: string) => Promise<string>;

/** Secret boxes are asynchronous, records are mapped synchronously: so collect, turn, put back in the same order. */
async function mapAsync<T>(record: T, mapSecrets: MapSecrets<T>, turn: Turn): Promise<T> {
  const found: string[] = [];
  mapSecrets(record, (secret) => {
    if (typeof secret === 'string') found.push(secret);
    return secret;
  });
  if (found.length === 0) return record;
  const turned = await Promise.all(found.map(turn));
  let index = 0;
  return mapSecrets(record, (secret) => (typeof secret === 'string' ? (turned[index++] ?? '') : secret));
}

export function sealMonitor(box: SecretBox, monitor: Monitor): Promise<Monitor> {
  return mapAsync(monitor, mapMonitorSecrets, box.seal);
}
export function openMonitor(box: SecretBox, monitor: Monitor): Promise<Monitor> {
  return mapAsync(monitor, mapMonitorSecrets, box.open);
}
export function sealChannel(box: SecretBox, channel: Channel): Promise<Channel> {
  return mapAsync(channel, mapChannelSecrets, box.seal);
}
export function openChannel(box: SecretBox, channel: Channel): Promise<Channel> {
  return mapAsync(channel, mapChannelSecrets, box.open);
}
