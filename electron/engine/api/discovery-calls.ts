/** Searching this computer. Calls during a search share its result. */
import type { Offer, WordedOffer } from '../../contract/model/discovery.ts';
import { refused } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { discover } from '../discovery/discover.ts';
import type { SystemStatus } from '../runtime/system-status.ts';
import type { Wording } from '../wording/wording.ts';
import type { CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';

export function discoveryCalls(context: CallContext, status: SystemStatus): Handlers['discovery'] {
  const { computer, registry, randomness, wording } = context;
  let searching: Promise<readonly Offer[]> | null = null;

  return {
    async search() {
      if (computer === null) return refused('no-discovery');
      searching ??= discover({
        computer,
        randomness,
        monitors: registry.all().map(({ monitor }) => monitor),
        listenerUrl: status.read().listenerUrl,
      }).finally(() => (searching = null));
      return ok((await searching).map((offer) => worded(offer, wording)));
    },
  };
}

function worded(offer: Offer, { schedules }: Wording): WordedOffer {
  const { found } = offer;
  if (found.is !== 'job') return { ...offer, schedule: null };
  const { schedule, times } = found;
  const isKnown = schedule.every !== null || schedule.cron.length > 0;
  return { ...offer, schedule: isKnown ? schedules.describe(schedule) : times || null };
}
