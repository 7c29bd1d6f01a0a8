/**
 * The places that a service offers, for those who choose one. A list is kept for a while, and callers at the same time
 * share one request; a failure is not kept.
 */
import type { LocationKind } from '../../contract/locations/registry.ts';
import type { ProbePlaces } from '../../contract/model/location.ts';
import { refused, type Outcome } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import type { Clock, Logger } from '../ports.ts';
import { silenceOf } from './ask.ts';
import type { PlaceListing } from './location.ts';
import { roomOf } from './rooms.ts';
import { requestWithin } from './service-request.ts';

export interface PlaceLists {
  /** @param url of the service. */
  readonly of: (kind: LocationKind, url: string) => Promise<Outcome<ProbePlaces>>;
}

interface PlaceListOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly version: string;
}

const freshMs = 600_000;
const longestMs = 20_000;

export function openPlaceLists({ clock, logger, version }: PlaceListOptions): PlaceLists {
  const kept = new Map<string, { readonly askedAt: number; readonly list: Promise<ProbePlaces> }>();

  async function request({ path, read }: PlaceListing, url: string): Promise<ProbePlaces> {
    const at = new URL(url);
    at.pathname = `${at.pathname.replace(/\/$/u, '')}/${path}`;
    const { signal } = new AbortController();
    const response = await requestWithin(longestMs, { clock, signal, version }, { url: at });
    return read(response, clock.now());
  }

  function listOf(listing: PlaceListing, url: string): Promise<ProbePlaces> {
    const known = kept.get(url);
    if (known !== undefined && clock.now() - known.askedAt < freshMs) return known.list;
    const list = request(listing, url);
    kept.set(url, { askedAt: clock.now(), list });
    list.catch(() => kept.delete(url));
    return list;
  }

  return {
    async of(kind, url) {
      const { places: listing } = roomOf(kind);
      if (listing === undefined) return refused('no-places', { kind });
      try {
        return ok(await listOf(listing, url));
      } catch (error) {
        const { why, detail } = silenceOf(error, logger);
        return refused('places-unavailable', { why, detail });
      }
    },
  };
}
