/** The service that a location asks, and whose budget that uses. */
import type { LocationOf } from '../../../contract/locations/registry.ts';
import { accountOf } from '../budgets.ts';
import { clear } from '../service-request.ts';

export interface Service {
  readonly url: URL;
  readonly token: string | null;
  readonly account: string;
}

export function serviceOf({ url, token }: LocationOf<'globalping'>): Service {
  const known = token === null ? null : clear(token);
  return { url: new URL(url), token: known, account: accountOf(url, known) };
}
