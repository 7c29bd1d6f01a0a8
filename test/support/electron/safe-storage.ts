/** The key store. */
import type * as Electron from 'electron';

type SafeStoragePart =
  'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync';
/** A key store that seals by turning the text round; `isBroken` makes it refuse. */
class FakeSafeStorage implements Pick<Electron.SafeStorage, SafeStoragePart> {
  backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> = 'gnome_libsecret';
  isAvailable = true;
  isBroken = false;

  getSelectedStorageBackend(): ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> {
    return this.backend;
  }
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return this.isAvailable;
  }
  async encryptStringAsync(text: string): Promise<Buffer> {
    if (this.isBroken) throw new Error('the keyring is locked');
    return Buffer.from(Array.from(text).reverse().join(''));
  }
  async decryptStringAsync(sealed: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    return { result: Array.from(sealed.toString()).reverse().join(''), shouldReEncrypt: false };
  }
}
export const safeStorage = new FakeSafeStorage();
