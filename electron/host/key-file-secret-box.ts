/**
 * The SecretBox port without a desktop's key store: AES-256-GCM with a random key in a private file of the data
 * directory. It protects secrets in a database or a backup that is copied on its own; anyone who can read the user's
 * files can read the key too.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Randomness, SecretBox } from '../engine/ports.ts';
import { keepPrivateFile, readPrivateFile } from './data-directory.ts';

const prefix = 'key-file:';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** The key file is created when the first secret is sealed. */
export function keyFileSecretBox(dataDirectory: string, randomness: Randomness): SecretBox {
  const file = join(dataDirectory, 'secret.key');
  const makeKey = (): string => Buffer.from(randomness.bytes(keyBytes)).toString('base64');
  return {
    seal: async (secret) => seal(keyToSealWith(file, makeKey), randomness.bytes(nonceBytes), secret),
    open: async (sealed) => {
      const key = readPrivateFile(file);
      if (key === null) throw new Error('the key file that sealed it is not there');
      return open(keyFrom(key) ?? damaged(), sealed);
    },
  };
}

/** A damaged key opens nothing. It is set aside, so that newly entered secrets can be sealed. */
function keyToSealWith(file: string, makeKey: () => string): Buffer {
  const kept = readPrivateFile(file);
  if (kept !== null && kept !== '' && keyFrom(kept) === null) renameSync(file, `${file}.damaged`);
  return keyFrom(keepPrivateFile(file, makeKey)) ?? damaged();
}

/** Null: not a key. */
function keyFrom(text: string): Buffer | null {
  const key = Buffer.from(text, 'base64');
  return key.length === keyBytes ? key : null;
}

function damaged(): never {
  throw new Error('the key file is damaged');
}

function seal(key: Buffer, nonce: Uint8Array, secret: string): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return prefix + Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
}

function open(key: Buffer, sealed: string): string {
  const packed = Buffer.from(sealed.slice(prefix.length), 'base64');
  if (!sealed.startsWith(prefix) || packed.length < nonceBytes + tagBytes)
    throw new Error('it was not sealed by a key file');
  const text = packed.subarray(nonceBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, packed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAuthTag(packed.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new Error('it was sealed by another key, or changed since', { cause: error });
  }
}
