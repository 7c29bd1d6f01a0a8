/**
 * Secrets are clear in memory, sealed in the database and hidden from readers. A record's fields say where its secrets
 * are; sealing and opening them is up to the host's SecretBox.
 *
 * A secret that cannot be opened (the key is missing or locked) stays sealed and is written back unchanged until it is
 * entered again, so that nothing is lost if the key comes back.
 */
import type { Fields } from '../../contract/fields/field.ts';
import type { HiddenSecret, Secret } from '../../contract/model/secret.ts';
import { mapSecrets } from '../fields/secrets.ts';
import type { SecretBox } from '../ports.ts';

type Turn = (secret: Secret) => Promise<Secret>;

interface UnreadableSecret extends HiddenSecret {
  readonly sealed: string;
}

function isUnreadable(secret: Secret): secret is UnreadableSecret {
  return typeof secret !== 'string' && 'sealed' in secret;
}

/** Secret boxes are asynchronous and records are mapped synchronously: collect the secrets, turn them, put them back in the same order. */
async function mapAsync<T extends object>(fields: Fields, record: T, turn: Turn): Promise<T> {
  const found: Secret[] = [];
  mapSecrets(fields, record, (secret) => {
    found.push(secret);
    return secret;
  });
  if (found.length === 0) return record;
  const turned = await Promise.all(found.map(turn));
  let index = 0;
  return mapSecrets(fields, record, (secret) => turned[index++] ?? secret);
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

/** Returns the record with its secrets in clear. */
export type OpenSecrets = <T extends object>(fields: Fields, record: T) => Promise<T>;

/** @param onFailure called with the reason for each secret that cannot be opened. */
export function secretOpener(box: SecretBox, onFailure: (error: unknown) => void): OpenSecrets {
  const turn = opening(box, onFailure);
  return (fields, record) => mapAsync(fields, record, turn);
}

/** The record with its secrets sealed. */
export function sealSecrets<T extends object>(box: SecretBox, fields: Fields, record: T): Promise<T> {
  return mapAsync(fields, record, sealing(box));
}

export function hasUnreadable(fields: Fields, record: object): boolean {
  let isOne = false;
  mapSecrets(fields, record, (secret) => {
    isOne ||= isUnreadable(secret);
    return secret;
  });
  return isOne;
}
