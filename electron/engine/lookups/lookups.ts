/**
 * Names to addresses. All who ask for a name at the same time share one lookup, which is abandoned when nobody waits for
 * it any longer. Few run at once, and names whose last lookup hung have places of their own, so that they keep nobody
 * else waiting. Waiting for a place is a delay of this program, never of the name.
 */
import type { LookupAddress } from 'node:dns';
import type { Cancel, Clock, Logger, StartLookupHelper } from '../ports.ts';
import { openTargetPlaces } from '../transport/target-places.ts';
import { LookupError } from './lookup-error.ts';
import { beginLookup } from './lookup.ts';
import { openLookupHelpers, startHere, type LookupResult, type NameQuery } from './lookup-helpers.ts';

interface Asker {
  /** The lookup is in progress; until then it waited for others. */
  readonly onBegin?: () => void;
  readonly onResult: (result: LookupResult) => void;
}

export interface Lookups {
  /** @returns withdraws the question; `asker` is then not called again. */
  readonly ask: (query: NameQuery, asker: Asker) => Cancel;
  /** How long each lookup that waits for a place has been waiting. */
  readonly waitsMs: () => readonly number[];
  /** Fails what is in progress, and ends the helpers. */
  readonly stop: Cancel;
}

interface LookupsOptions {
  readonly clock: Clock;
  readonly logger?: Pick<Logger, 'warn'> | undefined;
  /** Absent: names are looked up in this process. */
  readonly start?: StartLookupHelper | undefined;
}

/** At once, for all names; half of them for names whose last lookup was slow. */
const maxLookups = 32;
/** A name server that works takes less. */
const slowMs = 2_000;

interface SharedLookup {
  readonly askers: Set<Asker>;
  hasBegun: boolean;
  withdraw: Cancel;
}

const noLogger = { warn: () => undefined };

export function openLookups({ clock, logger = noLogger, start = startHere }: LookupsOptions): Lookups {
  const helpers = openLookupHelpers({ clock, logger, start, threads: maxLookups });
  const half = (): number => maxLookups / 2;
  const places = openTargetPlaces({ clock, quick: half, slow: half, slowMs });
  const shared = new Map<string, SharedLookup>();
  let isStopped = false;

  function begin(key: string, query: NameQuery): SharedLookup {
    const lookup: SharedLookup = { askers: new Set(), hasBegun: false, withdraw: () => undefined };
    shared.set(key, lookup);
    lookup.withdraw = beginLookup(query, {
      clock,
      helpers,
      places: places.placesFor(key),
      onBegin() {
        lookup.hasBegun = true;
        for (const { onBegin } of lookup.askers) onBegin?.();
      },
      onEnd: (ranMs) => places.note(key, ranMs),
      onResult(result) {
        shared.delete(key);
        for (const { onResult } of lookup.askers) onResult(result);
      },
    });
    return lookup;
  }

  return {
    ask(query, asker) {
      if (isStopped) {
        queueMicrotask(() => asker.onResult(new LookupError('LOOKUP_HELPER_ENDED')));
        return () => undefined;
      }
      const key = `${String(query.family)} ${query.host}`;
      const lookup = shared.get(key) ?? begin(key, query);
      lookup.askers.add(asker);
      if (lookup.hasBegun) asker.onBegin?.();
      return () => {
        const isLast = lookup.askers.delete(asker) && lookup.askers.size === 0;
        if (!isLast || shared.get(key) !== lookup) return;
        shared.delete(key);
        lookup.withdraw();
      };
    },
    waitsMs: places.waitsMs,
    stop() {
      isStopped = true;
      for (const [key, { askers, withdraw }] of [...shared]) {
        shared.delete(key);
        withdraw();
        for (const { onResult } of askers) onResult(new LookupError('LOOKUP_HELPER_ENDED'));
      }
      helpers.stop();
    },
  };
}

/** Rejects with a `LookupError`. */
export function addressesOf(lookups: Lookups, query: NameQuery): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookups.ask(query, {
      onResult(result) {
        if (result instanceof LookupError) reject(result);
        else resolve(result);
      },
    });
  });
}
