/** Putting a normalised monitor into store, registry and schedule; the calls and the configuration file share it. */
import { definitionOf, type Monitor } from '../../contract/monitors/registry.ts';
import { makeToken } from '../kinds/heartbeat/token.ts';
import { sealSecrets } from '../runtime/secrets.ts';
import { initialTracking } from '../state/transition.ts';
import type { WatchedMonitor } from '../runtime/watched-monitor.ts';
import type { CallContext } from './context.ts';

export const tokenMaker =
  ({ randomness }: CallContext): (() => string) =>
  () =>
    makeToken(randomness);

/** Writes inside the caller's transaction; the returned function follows in memory, after the commit. */
export interface MonitorWrite {
  readonly write: () => () => void;
}

export async function prepareMonitor(context: CallContext, monitor: Monitor): Promise<MonitorWrite> {
  const { store, registry, watcher, muting, outbox, clock } = context;
  const sealed = await sealSecrets(context.secretBox, definitionOf(monitor.kind).fields, monitor);
  const watched = registry.find(monitor.id);
  return {
    write() {
      if (watched === null) {
        const record = store.monitors.insert(sealed, initialTracking(clock.now()));
        return () => {
          watcher.watch(registry.add({ ...record, monitor }), null);
        };
      }
      store.monitors.update(watched.key, sealed);
      const followMutes = muting.edit(watched, monitor);
      // Other rules may lead from it now, with other quiet hours.
      store.outbox.review(clock.now());
      return () => {
        const before = watched.monitor;
        registry.replace(watched, monitor);
        followMutes();
        outbox.wake();
        watcher.watch(watched, before);
      };
    },
  };
}

export function removeMonitor(context: CallContext, watched: WatchedMonitor): { write: () => () => void } {
  const { registry, watcher, muting, store, emit } = context;
  return {
    write() {
      store.monitors.delete(watched.key);
      return () => {
        watcher.unwatch(watched);
        registry.remove(watched);
        muting.review();
        emit({ type: 'monitorRemoved', monitorId: watched.monitor.id });
        watcher.announceOverview();
      };
    },
  };
}
