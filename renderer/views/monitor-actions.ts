/** What can be done to a monitor from anywhere: each says what came of it. */
import type { MonitorSummary } from '../../electron/contract/model.ts';
import type { Result } from '../../electron/contract/result.ts';
import { errorMessage } from '../error-text.ts';
import { monitorOf } from '../state/route.ts';
import type { Session } from '../state/session.svelte.ts';
import { text } from '../text.ts';

type Named = Pick<MonitorSummary, 'id' | 'name'>;

export interface MonitorActions {
  readonly checkNow: (monitor: Named) => Promise<void>;
  readonly togglePause: (monitor: Named & Pick<MonitorSummary, 'enabled'>) => Promise<void>;
  /** Hides them at once and deletes them for good a moment later, unless undone. */
  readonly remove: (monitors: readonly Named[]) => void;
}

export function createMonitorActions({ api, list, overview, removals, router, toasts }: Session): MonitorActions {
  const complain = <T>(name: string, answer: Result<T>): void => {
    if (!answer.ok) toasts.warn(text.actions.failed(name, errorMessage(answer.error)));
  };
  const removeNow = async ({ id, name }: Named): Promise<void> => {
    const answer = await api.monitors.delete({ id });
    complain(name, answer);
    // Until the overview is without it, the row would come back for a moment.
    if (answer.ok) await overview.reload();
    list.unhide(id);
  };
  return {
    checkNow: async ({ id, name }) => {
      complain(name, await api.monitors.checkNow({ id }));
    },
    togglePause: async ({ id, name, enabled }) => {
      complain(name, enabled ? await api.monitors.pause({ id }) : await api.monitors.resume({ id }));
    },
    remove: (monitors) => {
      const undo = monitors.map((monitor) => {
        list.hide(monitor.id);
        return removals.begin(() => void removeNow(monitor));
      });
      list.select([]);
      if (monitors.some(({ id }) => id === monitorOf(router.route))) router.go({ view: 'overview' });
      toasts.say(text.actions.deleted(monitors.map(({ name }) => name)), {
        label: text.actions.undo,
        run: () => {
          for (const one of undo) one();
          for (const { id } of monitors) list.unhide(id);
        },
      });
    },
  };
}
