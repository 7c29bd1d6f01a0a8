/** The uptimes of all monitors, in calls of a hundred, so that none delays the engine. */
import { untrack } from 'svelte';
import { mostUptimes, type MonitorUptime } from '../../electron/contract/model/history.ts';
import { startOfDay } from '../format/days.ts';
import { everyMinute, everyTenSeconds } from './clock.svelte.ts';
import { lastDays } from './day-bar.ts';
import { createQuery, type Query } from './query.svelte.ts';
import type { Session } from './session.svelte.ts';
import type { Uptimes } from './monitor-table.ts';

interface KnownUptimes {
  readonly byMonitor: Uptimes;
  /** Of the ratios of the days. */
  readonly dayStarts: readonly number[];
}

export function createUptimes({ api, feed, overview }: Session): Query<KnownUptimes> {
  const count = $derived(overview.monitors.size);
  const today = $derived(startOfDay(everyTenSeconds()));
  return createQuery(
    feed,
    async () => {
      // Checks replace monitors all the time; only new ones matter here.
      const ids = count === 0 ? [] : untrack(() => [...overview.monitors.keys()]);
      const dayStarts = lastDays(today);
      const byMonitor = new Map<string, MonitorUptime>();
      for (let next = 0; next < ids.length; next += mostUptimes) {
        const answer = await api.history.uptimes({ monitorIds: ids.slice(next, next + mostUptimes), dayStarts });
        if (!answer.ok) return answer;
        for (const uptime of answer.value) byMonitor.set(uptime.monitorId, uptime);
      }
      return { ok: true, value: { byMonitor, dayStarts } };
    },
    (event) => event.type === 'incident',
    () => everyMinute,
  );
}
