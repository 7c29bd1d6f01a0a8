/** The totals of a period: how many incidents, the longest, how much downtime, and how quickly they were handled. */
import type { IncidentTotals, MeanTime } from '../../contract/model/history.ts';
import { lengthMs, lengthWithin, type CountedPeriod, type IncidentFacts } from './incident-facts.ts';

/** @param incidents those that overlap the period. */
export function incidentTotals(incidents: readonly IncidentFacts[], period: CountedPeriod): IncidentTotals {
  const { nowMs } = period;
  return {
    count: incidents.length,
    open: incidents.filter(({ endedAt }) => endedAt === null).length,
    explained: incidents.filter(({ causedBy }) => causedBy !== null).length,
    longest: longestOf(incidents, nowMs),
    downMs: incidents.reduce((sum, incident) => sum + lengthWithin(incident, period), 0),
    acknowledged: meanOf(
      // A note on a resolved incident acknowledges it too, but says nothing about how quickly somebody responded.
      incidents.flatMap(({ acknowledgedAt, confirmedAt, endedAt }) =>
        acknowledgedAt === null || (endedAt !== null && acknowledgedAt > endedAt)
          ? []
          : [Math.max(0, acknowledgedAt - confirmedAt)],
      ),
    ),
    resolved: meanOf(
      incidents.flatMap((incident) => (incident.endedAt === null ? [] : [lengthMs(incident, incident.endedAt)])),
    ),
  };
}

/** Of two that lasted equally long, the later one. */
function longestOf(incidents: readonly IncidentFacts[], nowMs: number): IncidentTotals['longest'] {
  let longest: IncidentFacts | null = null;
  for (const incident of incidents) {
    const more = longest === null ? 1 : lengthMs(incident, nowMs) - lengthMs(longest, nowMs);
    if (longest === null || more > 0 || (more === 0 && incident.id > longest.id)) longest = incident;
  }
  if (longest === null) return null;
  const { id, monitorId, monitorName, startedAt, endedAt } = longest;
  return { id, monitorId, monitorName, startedAt, endedAt };
}

function meanOf(times: readonly number[]): MeanTime {
  const { length: count } = times;
  return { count, meanMs: count === 0 ? null : Math.round(times.reduce((sum, time) => sum + time, 0) / count) };
}
