/** `{ hasSecret: true }` in an input means: keep what is stored. Here it is replaced by that. */
import type { HttpAuth, HttpMonitor } from '../../contract/model/monitor.ts';
import type { Secret } from '../../contract/model/secret.ts';
import type { FieldErrors } from './field-errors.ts';

export interface Revealed<T> {
  readonly value: T;
  readonly errors: FieldErrors;
}

const nothingStored = 'there is no stored secret to keep: enter it';

export function revealHeaders(
  headers: Readonly<Record<string, Secret>>,
  existing: HttpMonitor | null,
): Revealed<Readonly<Record<string, Secret>>> {
  const stored = new Map(Object.entries(existing?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const errors: Record<string, string> = {};
  const revealed = Object.entries(headers).map(([name, value]): [string, Secret] => {
    const kept = typeof value === 'string' ? value : stored.get(name.toLowerCase());
    if (kept === undefined) errors[`headers.${name}`] = nothingStored;
    return [name, kept ?? value];
  });
  return { value: Object.fromEntries(revealed), errors };
}

export function revealAuth(auth: HttpAuth | null, existing: HttpMonitor | null): Revealed<HttpAuth | null> {
  const stored = existing?.auth ?? null;
  if (auth?.type === 'basic' && typeof auth.password !== 'string') {
    if (stored?.type !== 'basic') return { value: auth, errors: { 'auth.password': nothingStored } };
    return { value: { ...auth, password: stored.password }, errors: {} };
  }
  if (auth?.type === 'bearer' && typeof auth.token !== 'string') {
    if (stored?.type !== 'bearer') return { value: auth, errors: { 'auth.token': nothingStored } };
    return { value: { ...auth, token: stored.token }, errors: {} };
  }
  return { value: auth, errors: {} };
}
