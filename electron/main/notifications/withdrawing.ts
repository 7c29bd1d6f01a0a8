/**
 * Withdraws notifications that are no longer true and that no other message replaces: of a monitor that is no longer
 * degraded, that was paused or deleted, whose outage was acknowledged, or whose certificate was renewed. A recovery
 * replaces the outage by itself, unless that was shown together with others.
 */
import type { Api } from '../../contract/calls.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { MonitorState, MonitorSummary } from '../../contract/model/state.ts';
import type { Cancel, Clock } from '../../engine/ports.ts';
import { isOutage, type DesktopNotifier } from './notifier.ts';
import type { ShownAbout } from './shown-notifications.ts';

interface EndingSource {
  readonly api: { readonly overview: Pick<Api['overview'], 'get'> };
  readonly on: (listener: (event: EngineEvent) => void) => Cancel;
}

/** Also what ended while Vigilmon was not running. */
export async function withdrawEnded(
  source: EndingSource,
  { withdraw }: Pick<DesktopNotifier, 'withdraw'>,
  clock: Pick<Clock, 'now'>,
): Promise<Cancel> {
  const stop = source.on((event) => {
    if (event.type === 'monitor') {
      const { monitor } = event;
      withdraw(
        (about, isPart) => about.monitorId === monitor.id && isOver(about, monitor, { isPart, nowMs: clock.now() }),
      );
    }
    if (event.type === 'monitorRemoved') withdraw(({ monitorId }) => monitorId === event.monitorId);
    if (event.type === 'incident' && event.incident.acknowledgedAt !== null) {
      withdraw((about) => isOutage(about) && about.alert?.incidentId === event.incident.id);
    }
  });
  const overview = await source.api.overview.get(undefined);
  if (overview.ok) {
    const monitors = new Map(overview.value.monitors.map((monitor) => [monitor.id, monitor]));
    withdraw((about, isPart) => {
      const { monitorId } = about;
      const moment = { isPart, nowMs: clock.now() };
      return monitorId !== null && isOver(about, monitors.get(monitorId) ?? null, moment);
    });
  }
  return stop;
}

/** A failed check in between does not end slowness. */
const whileDegraded: readonly MonitorState[] = ['degraded', 'failing'];
const suspended: readonly MonitorState[] = ['paused', 'maintenance'];

type Monitor = Pick<MonitorSummary, 'state' | 'openIncidentId' | 'isFlapping' | 'certificate'>;

interface Moment {
  /** It is shown together with others, so its end does not replace it. */
  readonly isPart: boolean;
  readonly nowMs: number;
}

/** @param monitor null: it was deleted. */
export function isOver({ alert }: ShownAbout, monitor: Monitor | null, { isPart, nowMs }: Moment): boolean {
  if (monitor === null) return true;
  // One that was not seen may be the same.
  if (alert?.event === 'certificate') return monitor.certificate !== null && monitor.certificate.warnAt > nowMs;
  if (alert?.event === 'degraded') return !whileDegraded.includes(monitor.state);
  if (alert?.event === 'flapping') return isPart && !monitor.isFlapping;
  if (!isOutage({ alert })) return false;
  return suspended.includes(monitor.state) || (isPart && alert?.incidentId !== monitor.openIncidentId);
}
