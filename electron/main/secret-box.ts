/**
 * Secrets at rest. Where the desktop has a key store (Keychain, DPAPI, libsecret, KWallet), only this user can open what
 * it sealed. Where it has none, Chromium would seal with a publicly known password, so the key file in the data
 * directory is used instead. The prefix of a sealed text names the one that opens it.
 */
import { safeStorage } from 'electron';
import type { Notice } from '../contract/notices.ts';
import type { Logger, SecretBox } from '../engine/ports.ts';

interface SecretBoxOptions {
  readonly keyFileBox: SecretBox;
  readonly platform: NodeJS.Platform;
  readonly logger: Logger;
}

interface OpenedSecretBox {
  readonly box: SecretBox;
  /** For the user; null: the key store is in use. */
  readonly notice: Notice | null;
}

const prefix = 'key-store:';

/** Call it once the application is ready. */
export async function openSecretBox(options: SecretBoxOptions): Promise<OpenedSecretBox> {
  const { keyFileBox } = options;
  const hasKeyStore = await isKeyStoreUsable(options);
  const box: SecretBox = {
    seal: hasKeyStore ? sealByKeyStore : keyFileBox.seal,
    open: (sealed) => (sealed.startsWith(prefix) ? openByKeyStore(sealed) : keyFileBox.open(sealed)),
  };
  return { box, notice: hasKeyStore ? null : { code: 'no-key-store', facts: {} } };
}

async function sealByKeyStore(secret: string): Promise<string> {
  return prefix + (await safeStorage.encryptStringAsync(secret)).toString('base64');
}

async function openByKeyStore(sealed: string): Promise<string> {
  const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed.slice(prefix.length), 'base64'));
  return result;
}

/** Tries it as well: a key store that is locked or half installed fails only when it is used. */
async function isKeyStoreUsable({ platform, logger }: SecretBoxOptions): Promise<boolean> {
  try {
    if (platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()))
      return false;
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
    return (await openByKeyStore(await sealByKeyStore('trial'))) === 'trial';
  } catch (error) {
    logger.warn('the key store of the desktop cannot be used', { error });
    return false;
  }
}
