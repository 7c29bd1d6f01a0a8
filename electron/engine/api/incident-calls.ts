/** Incidents: the list, the totals and the causes of a period, and a single one. */
import { failureKindOf } from '../../contract/failure.ts';
import {
  mostGroupedIncidents,
  mostIncidentGroups,
  type Incident,
  type IncidentGroup,
  type IncidentGroups,
  type IncidentOrder,
} from '../../contract/model/history.ts';
import type { WordedIncident } from '../../contract/worded.ts';
import { ok } from '../../contract/result.ts';
import { acknowledgeIncident } from '../incidents/acknowledge.ts';
import { groupIncidents, type FactsGroup } from '../history/incident-groups.ts';
import { incidentTotals } from '../history/incident-totals.ts';
import { hostOf } from '../monitors/target.ts';
import type { Store } from '../store/store.ts';
import { defaultPage, notFound, type CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { inRange } from './history-calls.ts';
import { seenDuring } from './seen-during.ts';
import { wordedIncident, wordedIncidentDetail, type IncidentDetailRecord } from './worded.ts';

/** Most alerts returned with an incident. */
const alertsShown = 100;

export function incidentCalls(context: CallContext): Handlers['incidents'] {
  const { store, recorder, registry, wording } = context;
  return {
    list({ limit = defaultPage, ...options }) {
      const { items, next } = store.incidents.page({ ...options, limit });
      return ok({ items: items.map((incident) => wordedIncident(incident, wording)), next });
    },
    totals: (period) =>
      inRange(period.from, period.to) ??
      ok(incidentTotals(store.incidents.facts(period), { ...period, nowMs: context.clock.now() })),
    groups: ({ order = 'start', ...period }) => inRange(period.from, period.to) ?? ok(groupsOf(context, period, order)),
    get({ id }) {
      const incident = store.incidents.find(id);
      if (incident === null) return notFound('incident', id);
      const entry = registry.find(incident.monitorId);
      const stream = entry?.stream;
      const lastGoodAt = store.incidents.lastGoodAt(id);
      recorder.flush();
      const first = stream === undefined ? null : store.checks.find(stream, incident.startedAt);
      const detail: IncidentDetailRecord = {
        ...incident,
        // Where it began elsewhere, the check of this computer passed.
        firstFailure: first?.verdict === 'fail' ? first : null,
        lastGood: stream === undefined || lastGoodAt === null ? null : store.checks.find(stream, lastGoodAt),
        alerts: store.outbox.page({ incidentId: id, limit: alertsShown }).items,
        locations: entry === null ? [] : seenDuring(context, entry, incident),
      };
      return ok(wordedIncidentDetail(detail, wording));
    },
    acknowledge({ id, note = null }) {
      const incident = acknowledgeIncident(id, note, context);
      return incident === null ? notFound('incident', id) : ok(wordedIncident(incident, wording));
    },
  };
}

type Period = Parameters<Store['incidents']['facts']>[0];

function groupsOf(
  { store, registry, wording, clock }: CallContext,
  period: Period,
  order: IncidentOrder,
): IncidentGroups<WordedIncident> {
  const found = store.incidents.facts(period).map((facts) => {
    const entry = registry.find(facts.monitorId);
    return { ...facts, kind: failureKindOf(facts.failure), host: entry === null ? null : hostOf(entry.monitor) };
  });
  const groups = groupIncidents(found, { ...period, nowMs: clock.now(), order });
  const shown = ({ ids, ...group }: FactsGroup): IncidentGroup<WordedIncident> => ({
    ...group,
    incidents: ids
      .slice(0, mostGroupedIncidents)
      .map((id) => store.incidents.find(id))
      .filter((incident): incident is Incident => incident !== null)
      .map((incident) => wordedIncident(incident, wording)),
  });
  return { groups: groups.slice(0, mostIncidentGroups).map(shown), total: groups.length };
}
