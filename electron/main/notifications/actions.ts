/** What the buttons of a notification do, through the same calls as the window. Failures are logged. */
import type { Api } from '../../contract/calls.ts';
import { muteUntil } from '../../contract/mute-choices.ts';
import type { PagePlace } from '../../contract/page-address.ts';
import type { Result } from '../../contract/result.ts';
import type { Clock, Logger } from '../../engine/ports.ts';
import { attentionStates } from '../attention.ts';
import { isOutage, type OnAction } from './notifier.ts';
import type { ShownNotification } from './shown-notifications.ts';

export interface NotificationActionsOptions {
  readonly open: (place?: PagePlace) => void;
  /** A notification of an earlier start may be clicked before the engine is open. */
  readonly opening: () => Promise<Result<{ readonly api: Pick<Api, 'incidents' | 'mutes'> }>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function notificationActions({ open, opening, clock, logger }: NotificationActionsOptions): OnAction {
  async function change(...[action, shown]: Parameters<OnAction>): Promise<readonly Result<unknown>[]> {
    const opened = await opening();
    if (!opened.ok) return [opened];
    const { api } = opened.value;
    if (action === 'mute') {
      const { monitorId } = shown;
      if (monitorId === null) return [];
      return [await api.mutes.set({ scope: { kind: 'monitor', monitorId }, until: muteUntil('1h', clock.now()) })];
    }
    const outages = [shown, ...shown.parts].filter(isOutage);
    const ids = outages.flatMap(({ alert }) => alert?.incidentId ?? []);
    return Promise.all(ids.map((id) => api.incidents.acknowledge({ id })));
  }

  return (action, shown) => {
    if (action === 'open') {
      open(placeOf(shown));
      return;
    }
    change(action, shown)
      .then((answers) => {
        for (const answer of answers) {
          if (!answer.ok) logger.warn('a button of a notification was refused', { code: answer.error.code });
        }
      })
      .catch((error: unknown) => logger.error('a button of a notification ended in a bug', { error }));
  };
}

/** Of several monitors the list of all that are not well. Absent: the window as it was left. */
function placeOf({ monitorId, parts }: Pick<ShownNotification, 'monitorId' | 'parts'>): PagePlace | undefined {
  if (parts.length > 0) return { view: 'overview', states: attentionStates({ connection: 'online' }) };
  return monitorId === null ? undefined : { view: 'monitor', id: monitorId };
}
