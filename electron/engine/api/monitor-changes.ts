/** Puts a normalised monitor into store, registry and schedule, for the calls and the configuration file. */
import { definitionOf, type Monitor } from '../../contract/monitors/registry.ts';
import { ancestorsOf } from '../dependencies/graph.ts';
import { makeToken } from '../kinds/heartbeat/token.ts';
import { editEvents } from '../monitors/edit-events.ts';
import { normaliseMonitor } from '../monitors/normalise.ts';
import { dayMs } from '../history/buckets.ts';
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
  const { store, registry, supervisor, muting, outbox, dependencies, maintaining, clock } = context;
  const sealed = await sealSecrets(context.secretBox, definitionOf(monitor.kind).fields, monitor);
  const entry = registry.find(monitor.id);
  return {
    write() {
      if (entry === null) {
        const record = store.monitors.insert(sealed, initialTracking(clock.now()));
        store.annotations.add(record.key, { at: clock.now(), event: { type: 'added' } });
        return () => {
          supervisor.update(registry.add({ ...record, monitor }), null);
          announceAncestors(context, monitor);
          maintaining.review();
        };
      }
      store.monitors.update(entry.key, sealed);
      for (const event of editEvents(entry.monitor, monitor))
        store.annotations.add(entry.key, { at: clock.now(), event });
      const followMutes = muting.edit(entry, monitor);
      // Other rules may match it now, with other quiet hours.
      store.outbox.review(clock.now());
      return () => {
        const before = entry.monitor;
        registry.replace(entry, monitor);
        followMutes();
        outbox.wake();
        supervisor.update(entry, before);
        for (const one of [before, monitor]) announceAncestors(context, one);
        dependencies.wake();
        maintaining.review();
      };
    },
  };
}

/** With the defaults of Healthchecks: a day, and an hour of grace. */
export async function createFromPing(context: CallContext, id: string, name: string): Promise<Monitor | null> {
  const input = { kind: 'heartbeat', id, name, schedule: { every: dayMs } } as const;
  const { registry, recorder, store } = context;
  const made = normaliseMonitor(input, {
    existing: null,
    takenIds: registry.ids(),
    source: 'ping',
    makeToken: tokenMaker(context),
  });
  if (!made.ok) return null;
  const { write } = await prepareMonitor(context, made.value);
  recorder.flush();
  store.transaction(write)();
  return made.value;
}

export function removeMonitor(context: CallContext, entry: MonitorEntry): { write: () => () => void } {
  const { registry, supervisor, muting, dependencies, store, emit } = context;
  const { id } = entry.monitor;
  return {
    write() {
      store.monitors.delete(entry.key);
      store.monitors.deleteDependency(id);
      return () => {
        supervisor.remove(entry);
        registry.remove(entry);
        for (const other of registry.all()) dropDependency(context, other, id);
        announceAncestors(context, entry.monitor);
        muting.review();
        dependencies.wake();
        emit({ type: 'monitorRemoved', monitorId: id });
        supervisor.announceOverview();
      };
    },
  };
}

function dropDependency({ registry, supervisor }: CallContext, entry: MonitorEntry, id: string): void {
  const { monitor } = entry;
  if (!monitor.dependsOn.includes(id)) return;
  registry.replace(entry, { ...monitor, dependsOn: monitor.dependsOn.filter((other) => other !== id) });
  supervisor.announce(entry);
}

/** How many monitors are behind them has changed. */
function announceAncestors({ registry, supervisor }: CallContext, monitor: Monitor): void {
  for (const entry of ancestorsOf(monitor, registry.find)) supervisor.announce(entry);
}
