/** The tray's actions on all monitors at once, through the same calls as the window's. Failures are logged. */
import type { Api } from '../../contract/calls.ts';
import type { MonitorSummary } from '../../contract/model/state.ts';
import { isProbedKind } from '../../contract/monitors/registry.ts';
import { muteUntil } from '../../contract/mute-choices.ts';
import type { Clock, Logger } from '../../engine/ports.ts';
import { trayCalls } from './calls.ts';
import type { MonitorActions } from './menu.ts';

interface AllMonitorsOptions {
  readonly api: Pick<Api, 'overview' | 'monitors' | 'mutes' | 'settings'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function allMonitors({ api, clock, logger }: AllMonitorsOptions): MonitorActions {
  const calls = trayCalls(logger);
  const { orNull } = calls;

  async function monitors(): Promise<readonly MonitorSummary[]> {
    return orNull(await api.overview.get(undefined))?.monitors ?? [];
  }

  /** No more at once than the limit per host, since all may be on one. */
  async function checkAll(): Promise<void> {
    const waiting = (await monitors()).filter(({ enabled, kind }) => enabled && isProbedKind(kind));
    const settings = orNull(await api.settings.get(undefined));
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        orNull(await api.monitors.checkNow({ id: next.id }));
      }
    };
    await Promise.all(Array.from({ length: settings?.maxPerHost ?? 1 }, work));
  }

  async function unmuteAll(): Promise<void> {
    const mutes = orNull(await api.mutes.list(undefined)) ?? [];
    const ofAll = mutes.filter(({ scope }) => scope.kind === 'all');
    for (const { id } of ofAll.length === 0 ? mutes : ofAll) orNull(await api.mutes.clear({ id }));
  }

  const run = (task: () => Promise<unknown>) => (): void => calls.run(task);
  return {
    checkAll: run(checkAll),
    muteAll(choice) {
      const until = muteUntil(choice, clock.now());
      calls.run(async () => orNull(await api.mutes.set({ scope: { kind: 'all' }, until })));
    },
    unmuteAll: run(unmuteAll),
    pauseAll: run(async () => orNull(await api.monitors.pauseAll(undefined))),
    resumeAll: run(async () => orNull(await api.monitors.resumeAll(undefined))),
  };
}
