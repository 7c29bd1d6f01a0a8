/**
 * Secrets are clear in memory, sealed in the database and hidden from readers. Where they are in a record follows from
 * its fields; here they are sealed and opened, which only the host's SecretBox can do.
 *
 * A secret that cannot be opened (the key is missing or locked) stays sealed: it is written back unchanged until it is
 * entered again, so that nothing is lost if the key comes back.
 */
import type { Field, Fields } from '../../contract/fields/field.ts';
import type { HiddenSecret, Secret } from '../../contract/model/secret.ts';
import { mapSecrets } from '../fields/secrets.ts';
import type { SecretBox } from '../ports.ts';
import { tokenHash } from './token-hash.ts';

type Turn = (secret: Secret, field: Field) => Promise<Secret>;

interface UnreadableSecret extends HiddenSecret {
  readonly sealed: string;
}

/** A migration marks texts that were stored before they were sealed: see store/migrations/0008-sealed-texts.ts. */
interface PlainSecret {
  readonly clear: string;
}

function isUnreadable(secret: Secret): secret is UnreadableSecret {
  return typeof secret !== 'string' && 'sealed' in secret;
}

function isPlain(secret: Secret | PlainSecret): secret is PlainSecret {
  return typeof secret !== 'string' && 'clear' in secret;
}

/** Secret boxes are asynchronous, records are mapped synchronously: so collect, turn, put back in the same order. */
async function mapAsync<T extends object>(fields: Fields, record: T, turn: Turn): Promise<T> {
  const found: Promise<Secret>[] = [];
  mapSecrets(fields, record, (secret, _, field) => {
    found.push(turn(secret, field));
    return secret;
  });
  if (found.length === 0) return record;
  const turned = await Promise.all(found);
  let index = 0;
  return mapSecrets(fields, record, (secret) => turned[index++] ?? secret);
}

/** In front of a sealed token is its hash, by which pings find their monitor even if the token cannot be opened. */
const hashEnd = ':';

async function sealed({ seal }: SecretBox, text: string, { type }: Field): Promise<string> {
  const closed = await seal(text);
  return type === 'token' ? tokenHash(text) + hashEnd + closed : closed;
}

function opened({ open }: SecretBox, closed: string, { type }: Field): Promise<string> {
  return open(type === 'token' ? closed.slice(closed.indexOf(hashEnd) + 1) : closed);
}

/** The hash of a monitor's token, readable or not. */
export function hashOfToken(token: Secret): string {
  if (typeof token === 'string') return tokenHash(token);
  return isUnreadable(token) ? token.sealed.slice(0, token.sealed.indexOf(hashEnd)) : '';
}

/** The record with its secrets in clear. */
export type OpenSecrets = <T extends object>(fields: Fields, record: T) => Promise<T>;

/** @param onFailure is called with the reason for each secret that cannot be read. */
export function secretOpener(box: SecretBox, onFailure: (error: unknown) => void): OpenSecrets {
  const turn: Turn = async (secret, field) => {
    if (isPlain(secret)) return secret.clear;
    if (typeof secret !== 'string') return secret;
    try {
      return await opened(box, secret, field);
    } catch (error) {
      onFailure(error);
      const unreadable: UnreadableSecret = { hasSecret: true, sealed: secret };
      return unreadable;
    }
  };
  return (fields, record) => mapAsync(fields, record, turn);
}

/** The record with its clear secrets sealed. */
export function sealSecrets<T extends object>(box: SecretBox, fields: Fields, record: T): Promise<T> {
  return mapAsync(fields, record, async (secret, field) => {
    if (typeof secret === 'string') return sealed(box, secret, field);
    return isUnreadable(secret) ? secret.sealed : secret;
  });
}

/** The stored record with its plain secrets sealed; the others are sealed already. */
export function sealPlain<T extends object>(box: SecretBox, fields: Fields, record: T): Promise<T> {
  return mapAsync(fields, record, async (secret, field) =>
    isPlain(secret) ? sealed(box, secret.clear, field) : secret,
  );
}

export function hasPlain(fields: Fields, record: object): boolean {
  return hasSome(fields, record, isPlain);
}

export function hasUnreadable(fields: Fields, record: object): boolean {
  return hasSome(fields, record, isUnreadable);
}

function hasSome(fields: Fields, record: object, is: (secret: Secret) => boolean): boolean {
  let isOne = false;
  mapSecrets(fields, record, (secret) => {
    isOne ||= is(secret);
    return secret;
  });
  return isOne;
}
