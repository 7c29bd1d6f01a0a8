/** The tray's actions on all monitors at once, through the same calls as the window's. Failures are logged. */
import type { Api } from '../../contract/calls.ts';
import type { MonitorSummary } from '../../contract/model/state.ts';
import { isProbedKind } from '../../contract/monitors/registry.ts';
import { muteUntil } from '../../contract/mute-choices.ts';
import type { Clock, Logger } from '../../engine/ports.ts';
import type { DesktopMemory } from '../desktop-memory.ts';
import { trayCalls } from './calls.ts';
import type { MonitorActions } from './menu.ts';

export interface AllMonitors extends MonitorActions {
  /** Ids; the monitors may no longer exist. */
  readonly pausedTogether: () => readonly string[];
}

interface AllMonitorsOptions {
  readonly api: Pick<Api, 'overview' | 'monitors' | 'mutes' | 'settings'>;
  readonly memory: DesktopMemory;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function allMonitors({ api, memory, clock, logger }: AllMonitorsOptions): AllMonitors {
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

  /** Monitors that were paused individually stay paused when all are resumed. */
  async function pauseAll(): Promise<void> {
    const running = (await monitors()).filter(({ enabled }) => enabled).map(({ id }) => id);
    memory.keep({ pausedTogether: [...new Set([...memory.read().pausedTogether, ...running])] });
    for (const id of running) orNull(await api.monitors.pause({ id }));
  }

  async function resumeAll(): Promise<void> {
    const paused = (await monitors()).filter(({ enabled }) => !enabled).map(({ id }) => id);
    const together = new Set(memory.read().pausedTogether);
    const ours = paused.filter((id) => together.has(id));
    memory.keep({ pausedTogether: [] });
    for (const id of ours.length === 0 ? paused : ours) orNull(await api.monitors.resume({ id }));
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
    pauseAll: run(pauseAll),
    resumeAll: run(resumeAll),
    pausedTogether: () => memory.read().pausedTogether,
  };
}
