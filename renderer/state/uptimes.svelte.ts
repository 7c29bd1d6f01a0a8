/** The uptimes of all monitors, in calls of a hundred, so that none holds up the engine. */
import { untrack } from 'svelte';
import { mostUptimes, type MonitorUptime } from '../../electron/contract/model/history.ts';
import { createQuery, type Query } from './query.svelte.ts';
import type { Session } from './session.svelte.ts';
import type { Uptimes } from './monitor-table.ts';

export function createUptimes({ api, feed, overview }: Session): Query<Uptimes> {
  const count = $derived(overview.monitors.size);
  return createQuery(
    feed,
    async () => {
      // Checks replace monitors all the time; only new ones matter here.
      const ids = count === 0 ? [] : untrack(() => [...overview.monitors.keys()]);
      const known = new Map<string, MonitorUptime>();
      for (let next = 0; next < ids.length; next += mostUptimes) {
        const answer = await api.history.uptimes({ monitorIds: ids.slice(next, next + mostUptimes) });
        if (!answer.ok) return answer;
        for (const uptime of answer.value) known.set(uptime.monitorId, uptime);
      }
      return { ok: true, value: known };
    },
    (event) => event.type === 'incident',
  );
}
