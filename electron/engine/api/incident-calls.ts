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
import { problem } from '../../contract/problems.ts';
import { refusedFields } from '../../contract/refusal.ts';
import { ok } from '../../contract/result.ts';
import { isTimezone } from '../calendar/wall-clock.ts';
import { acknowledgeIncident } from '../incidents/acknowledge.ts';
import { incidentFile } from '../evidence/incident-file.ts';
import { groupIncidents, type FactsGroup } from '../history/incident-groups.ts';
import { incidentTotals } from '../history/incident-totals.ts';
import { hostOf } from '../monitors/target.ts';
import type { Store } from '../store/store.ts';
import { defaultPage, notFound, type CallContext } from './context.ts';
import type { Handlers } from './handlers.ts';
import { inRange } from './history-calls.ts';
import { incidentDetail } from './incident-detail.ts';
import { incidentEvidence } from './incident-evidence.ts';
import { wordedIncident } from './worded.ts';

export function incidentCalls(context: CallContext, version: () => string): Handlers['incidents'] {
  const { store, wording } = context;
  return {
    list({ limit = defaultPage, ...options }) {
      const { items, next } = store.incidents.page({ ...options, limit });
      return ok({ items: items.map((incident) => wordedIncident(incident, wording)), next });
    },
    totals: (period) =>
      inRange(period.from, period.to) ??
      ok(incidentTotals(store.incidents.facts(period), { ...period, nowMs: context.clock.now() })),
    groups: ({ order = 'start', ...period }) => inRange(period.from, period.to) ?? ok(groupsOf(context, period, order)),
    async export({ format, timezone = null, ...period }) {
      const refusal = inRange(period.from, period.to);
      if (refusal !== null) return refusal;
      if (timezone !== null && !isTimezone(timezone)) return refusedFields({ timezone: problem('not-time-zone') });
      const incidents = await allOf(store, period);
      return ok(
        incidentFile(
          incidents.map((incident) => wordedIncident(incident, wording)),
          { ...period, format, timezone, nowMs: context.clock.now(), wording },
        ),
      );
    },
    get({ id }) {
      const incident = store.incidents.find(id);
      return incident === null ? notFound('incident', id) : ok(incidentDetail(context, incident));
    },
    evidence({ id }) {
      const incident = store.incidents.find(id);
      return incident === null ? notFound('incident', id) : ok(incidentEvidence(context, incident, version()));
    },
    acknowledge({ id, note = null }) {
      const incident = acknowledgeIncident(id, note, context);
      return incident === null ? notFound('incident', id) : ok(wordedIncident(incident, wording));
    },
  };
}

const fullPage = 500;

/** Checks go on between the pages. */
async function allOf(
  { incidents }: Store,
  period: Period & { readonly order?: IncidentOrder | undefined },
): Promise<readonly Incident[]> {
  const all: Incident[] = [];
  let before: number | undefined;
  do {
    const { items, next } = incidents.page({ ...period, before, limit: fullPage });
    all.push(...items);
    before = next ?? undefined;
    await new Promise(setImmediate);
  } while (before !== undefined);
  return all;
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
