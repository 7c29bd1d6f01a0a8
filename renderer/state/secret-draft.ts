/** A secret in a form. A stored one is not shown; left empty, it is kept. */
import type { Secret } from '../../electron/contract/model/secret.ts';

export interface SecretDraft {
  text: string;
  isStored: boolean;
}

export function fromSecret(secret: Secret | null): SecretDraft {
  if (secret === null) return { text: '', isStored: false };
  return typeof secret === 'string' ? { text: secret, isStored: false } : { text: '', isStored: true };
}

export function toSecret({ text, isStored }: SecretDraft): Secret {
  return text === '' && isStored ? { hasSecret: true } : text;
}
