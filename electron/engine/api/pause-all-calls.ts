/**
 * Pausing all monitors at once, and resuming them. Which were paused together is remembered until they run again, so that
 * monitors that were paused one by one stay paused.
 */
import { ok } from '../../contract/result.ts';
import type { Outcome } from '../../contract/refusal.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { prepareMonitor, type MonitorWrite } from './monitor-changes.ts';

interface Switched {
  readonly ids: readonly string[];
}

export function pauseAllCalls(context: CallContext): Pick<Handlers['monitors'], 'pauseAll' | 'resumeAll'> {
  const { registry, recorder, store, exclusive } = context;

  async function enable(entries: readonly MonitorEntry[], enabled: boolean): Promise<Outcome<Switched>> {
    const ids = entries.map(({ monitor }) => monitor.id);
    const writes: MonitorWrite[] = [];
    for (const { monitor } of entries) writes.push(await prepareMonitor(context, { ...monitor, enabled }));
    recorder.flush();
    const follow = store.transaction(() => {
      const next = writes.map(({ write }) => write());
      if (!enabled) for (const { key } of entries) store.monitors.markPausedTogether(key);
      return next;
    });
    for (const entry of entries) entry.isPausedTogether = !enabled;
    for (const next of follow) next();
    return ok({ ids });
  }

  function those(enabled: boolean, ids: readonly string[] | undefined): readonly MonitorEntry[] {
    const chosen = new Set(ids);
    return registry
      .all()
      .filter(({ monitor }) => monitor.enabled === enabled && (ids === undefined || chosen.has(monitor.id)));
  }

  return {
    pauseAll: (input) => exclusive(() => enable(those(true, input?.ids), false)),
    resumeAll: (input) =>
      exclusive(() => {
        const paused = those(false, input?.ids);
        const together = input?.ids === undefined ? paused.filter((entry) => entry.isPausedTogether) : [];
        return enable(together.length === 0 ? paused : together, true);
      }),
  };
}
