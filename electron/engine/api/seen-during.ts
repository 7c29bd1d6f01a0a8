/** What the other locations of a monitor saw during an incident. */
import type { Incident, IncidentLocation } from '../../contract/model/history.ts';
import type { MonitorEntry } from '../runtime/monitor-entry.ts';
import type { CallContext } from './context.ts';

export function seenDuring(
  { store, locations, clock }: Pick<CallContext, 'store' | 'locations' | 'clock'>,
  { key, monitor }: MonitorEntry,
  { startedAt, endedAt }: Incident,
): readonly IncidentLocation[] {
  const to = (endedAt ?? clock.now()) + 1;
  const streams = store.locations.streams(key);
  return monitor.locations.flatMap((locationId) => {
    const seen = streams.find((one) => one.locationId === locationId);
    if (seen === undefined) return [];
    const { stream, place } = seen;
    const spans = store.spans.between(stream, startedAt, to);
    const [last] = store.checks.page(stream, { before: to, failuresOnly: true, limit: 1 }).items;
    const failure = last !== undefined && last.at >= startedAt ? last : null;
    return [{ locationId, name: locations.find(locationId)?.name ?? locationId, place, spans, failure }];
  });
}
