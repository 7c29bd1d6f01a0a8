/**
 * Withdraws notifications that are no longer true and that no other message replaces: of a monitor that is no longer
 * degraded, that was paused or deleted, or whose outage was acknowledged. A recovery replaces the outage by itself.
 */
import type { Api } from '../../contract/calls.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { MonitorState, MonitorSummary } from '../../contract/model/state.ts';
import type { Cancel } from '../../engine/ports.ts';
import type { DesktopNotifier } from './notifier.ts';
import type { ShownNotification } from './shown-notifications.ts';

interface EndingSource {
  readonly api: { readonly overview: Pick<Api['overview'], 'get'> };
  readonly on: (listener: (event: EngineEvent) => void) => Cancel;
}

/** Also what ended while Vigilmon was not running. */
export async function withdrawEnded(
  source: EndingSource,
  { withdraw }: Pick<DesktopNotifier, 'withdraw'>,
): Promise<Cancel> {
  const stop = source.on((event) => {
    if (event.type === 'monitor') withdraw((shown) => isAbout(shown, event.monitor.id) && isOver(shown, event.monitor));
    if (event.type === 'monitorRemoved') withdraw((shown) => isAbout(shown, event.monitorId));
    if (event.type === 'incident' && event.incident.acknowledgedAt !== null) {
      withdraw((shown) => isOutage(shown) && shown.alert?.incidentId === event.incident.id);
    }
  });
  const overview = await source.api.overview.get(undefined);
  if (overview.ok) {
    const monitors = new Map(overview.value.monitors.map((monitor) => [monitor.id, monitor]));
    withdraw((shown) => shown.monitorId !== null && isOver(shown, monitors.get(shown.monitorId) ?? null));
  }
  return stop;
}

function isAbout({ monitorId }: ShownNotification, id: string): boolean {
  return monitorId === id;
}

function isOutage({ alert }: ShownNotification): boolean {
  return alert?.event === 'down' || alert?.event === 'reminder';
}

/** A failed check in between does not end slowness. */
const whileDegraded: readonly MonitorState[] = ['degraded', 'failing'];
const suspended: readonly MonitorState[] = ['paused', 'maintenance'];

/** @param monitor null: it was deleted. */
export function isOver(shown: ShownNotification, monitor: Pick<MonitorSummary, 'state'> | null): boolean {
  if (monitor === null) return true;
  if (shown.alert?.event === 'degraded') return !whileDegraded.includes(monitor.state);
  return isOutage(shown) && suspended.includes(monitor.state);
}
