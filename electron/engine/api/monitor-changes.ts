/** Puts a normalised monitor into store, registry and schedule, for the calls and the configuration file. */
import { definitionOf, type Monitor } from '../../contract/monitors/registry.ts';
import { makeToken } from '../kinds/heartbeat/token.ts';
import { sealSecrets } from '../runtime/secrets.ts';
import { initialTracking } from '../state/transition.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { CallContext } from './context.ts';

export const tokenMaker =
  ({ randomness }: CallContext): (() => string) =>
  () =>
    makeToken(randomness);

/** `write` runs inside the caller's transaction; call the function that it returns after the commit. */
export interface MonitorWrite {
  readonly write: () => () => void;
}

export async function prepareMonitor(context: CallContext, monitor: Monitor): Promise<MonitorWrite> {
  const { store, registry, supervisor, muting, outbox, clock } = context;
  const sealed = await sealSecrets(context.secretBox, definitionOf(monitor.kind).fields, monitor);
  const entry = registry.find(monitor.id);
  return {
    write() {
      if (entry === null) {
        const record = store.monitors.insert(sealed, initialTracking(clock.now()));
        return () => {
          supervisor.update(registry.add({ ...record, monitor }), null);
        };
      }
      store.monitors.update(entry.key, sealed);
      const followMutes = muting.edit(entry, monitor);
      // Other rules may match it now, with other quiet hours.
      store.outbox.review(clock.now());
      return () => {
        const before = entry.monitor;
        registry.replace(entry, monitor);
        followMutes();
        outbox.wake();
        supervisor.update(entry, before);
      };
    },
  };
}

export function removeMonitor(context: CallContext, entry: MonitorEntry): { write: () => () => void } {
  const { registry, supervisor, muting, store, emit } = context;
  return {
    write() {
      store.monitors.delete(entry.key);
      return () => {
        supervisor.remove(entry);
        registry.remove(entry);
        muting.review();
        emit({ type: 'monitorRemoved', monitorId: entry.monitor.id });
        supervisor.announceOverview();
      };
    },
  };
}
