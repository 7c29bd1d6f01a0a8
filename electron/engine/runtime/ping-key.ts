/** The key of ping URLs that name their monitor by its id. Sealed in the database like a monitor's token. */
import { token } from '../../contract/fields/field.ts';
import type { Secret } from '../../contract/model/secret.ts';
import type { SecretBox } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { hashOfToken, sealSecrets, type OpenSecrets } from './secrets.ts';

const fields = { key: token() };

export interface PingKeyCell {
  /** Null: there is none, or it cannot be read. */
  readonly current: () => string | null;
  readonly matches: (text: string) => boolean;
  readonly set: (key: string | null) => Promise<void>;
}

interface PingKeyOptions {
  readonly store: Pick<Store, 'settings'>;
  readonly secretBox: SecretBox;
  readonly open: OpenSecrets;
}

export async function openPingKey({ store, secretBox, open }: PingKeyOptions): Promise<PingKeyCell> {
  const stored = store.settings.pingKey();
  let key: Secret | null = stored === null ? null : (await open<{ key: Secret }>(fields, { key: stored })).key;
  return {
    current: () => (typeof key === 'string' ? key : null),
    matches: (text) => key !== null && hashOfToken(key) === hashOfToken(text),
    async set(next) {
      const sealed = next === null ? null : (await sealSecrets(secretBox, fields, { key: next })).key;
      store.settings.setPingKey(sealed);
      key = next;
    },
  };
}
