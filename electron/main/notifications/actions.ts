/** What the buttons of a notification do, through the same calls as the window. Failures are logged. */
import type { Api } from '../../contract/calls.ts';
import { muteUntil } from '../../contract/mute-choices.ts';
import type { PagePlace } from '../../contract/page-address.ts';
import type { Result } from '../../contract/result.ts';
import type { Clock, Logger } from '../../engine/ports.ts';
import type { OnAction } from './notifier.ts';

export interface NotificationActionsOptions {
  readonly open: (place?: PagePlace) => void;
  /** A notification of an earlier start may be clicked before the engine is open. */
  readonly opening: () => Promise<Result<{ readonly api: Pick<Api, 'incidents' | 'mutes'> }>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function notificationActions({ open, opening, clock, logger }: NotificationActionsOptions): OnAction {
  async function change(...[action, { monitorId, alert }]: Parameters<OnAction>): Promise<Result<unknown> | null> {
    const opened = await opening();
    if (!opened.ok) return opened;
    const { api } = opened.value;
    const incidentId = alert?.incidentId ?? null;
    if (action === 'acknowledge' && incidentId !== null) return api.incidents.acknowledge({ id: incidentId });
    if (action !== 'mute' || monitorId === null) return null;
    return api.mutes.set({ scope: { kind: 'monitor', monitorId }, until: muteUntil('1h', clock.now()) });
  }

  return (action, shown) => {
    if (action === 'open') {
      open(shown.monitorId === null ? undefined : { view: 'monitor', id: shown.monitorId });
      return;
    }
    change(action, shown)
      .then((answer) => {
        if (answer?.ok === false) logger.warn('a button of a notification was refused', { code: answer.error.code });
      })
      .catch((error: unknown) => logger.error('a button of a notification ended in a bug', { error }));
  };
}
