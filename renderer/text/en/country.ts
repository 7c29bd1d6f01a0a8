/** Names of countries. */
import { once } from '../../../electron/contract/once.ts';

const names = once(() => new Intl.DisplayNames('en', { type: 'region' }));

/** `DE`: `Germany`; what is not such a code stays as it is. */
export function countryName(code: string): string {
  return /^[A-Za-z]{2}$/.test(code) ? (names().of(code.toUpperCase()) ?? code) : code;
}
