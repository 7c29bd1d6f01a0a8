/** Putting a normalised monitor into store, roster and schedule; the calls and the configuration file share it. */
import type { Monitor } from '../../contract/model.ts';
import { makeToken } from '../heartbeat/token.ts';
import { sealMonitor } from '../secrets.ts';
import { initialTracking } from '../status/transition.ts';
import type { Watched } from '../watch/watched.ts';
import type { CallContext } from './context.ts';

export const tokenMaker =
  ({ randomness }: CallContext): (() => string) =>
  () =>
    makeToken(randomness);

/** Writes inside the caller's transaction; the returned function follows in memory, after the commit. */
export interface MonitorWrite {
  readonly write: () => () => Watched;
}

export async function prepareMonitor(context: CallContext, monitor: Monitor): Promise<MonitorWrite> {
  const sealed = await sealMonitor(context.secretBox, monitor);
  const watched = context.roster.find(monitor.id);
  return {
    write() {
      if (watched === null) {
        const record = context.store.monitors.insert(sealed, initialTracking(context.clock.now()));
        return () => settle(context, context.roster.add({ ...record, monitor }), monitor);
      }
      context.store.monitors.update(watched.key, sealed);
      return () => {
        context.roster.replace(watched, monitor);
        return settle(context, watched, monitor);
      };
    },
  };
}

function settle({ watcher }: CallContext, watched: Watched, monitor: Monitor): Watched {
  watcher.setPaused(watched, !monitor.enabled);
  watcher.announce(watched);
  watcher.announceOverview();
  return watched;
}

export function removeMonitor(context: CallContext, watched: Watched): { write: () => () => void } {
  const { roster, watcher, store, emit } = context;
  return {
    write() {
      store.monitors.delete(watched.key);
      return () => {
        watcher.unwatch(watched);
        roster.remove(watched);
        emit({ type: 'monitorRemoved', monitorId: watched.monitor.id });
        watcher.announceOverview();
      };
    },
  };
}
