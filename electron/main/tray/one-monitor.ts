/** The tray's actions on one monitor, through the same calls as the window's. */
import type { Api } from '../../contract/calls.ts';
import { muteUntil } from '../../contract/mute-choices.ts';
import type { Clock, Logger } from '../../engine/ports.ts';
import { openExternal } from '../open-external.ts';
import { trayCalls } from './calls.ts';
import type { OneMonitorActions } from './menu.ts';

interface OneMonitorOptions {
  readonly api: Pick<Api, 'monitors' | 'mutes' | 'incidents'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function oneMonitor({ api, clock, logger }: OneMonitorOptions): OneMonitorActions {
  const { orNull, run } = trayCalls(logger);
  return {
    checkNow: (id) => run(async () => orNull(await api.monitors.checkNow({ id }))),
    mute(id, choice) {
      const until = choice === 'recovery' ? null : muteUntil(choice, clock.now());
      run(async () => orNull(await api.mutes.set({ scope: { kind: 'monitor', monitorId: id }, until })));
    },
    unmute: (id) => run(async () => orNull(await api.mutes.clear({ id }))),
    acknowledge: (id) => run(async () => orNull(await api.incidents.acknowledge({ id }))),
    openUrl: (url) => openExternal(url, logger),
  };
}
