/**
 * Incidents by their cause. One that another explains belongs to that one, as long as both are within the period; those
 * that stand alone belong together if they failed in the same way at the same host, or on the same monitor where there
 * is no host. Groups with open incidents come first, then by their latest or their longest incident.
 */
import type { FailureKind } from '../../contract/failure-kind.ts';
import type { IncidentGroup, IncidentOrder } from '../../contract/model/history.ts';
import { lengthMs, lengthWithin, type CountedPeriod, type IncidentFacts } from './incident-facts.ts';

export interface LocatedFacts extends IncidentFacts {
  readonly kind: FailureKind;
  readonly host: string | null;
}

export interface FactsGroup extends Omit<IncidentGroup, 'incidents'> {
  /** In the order of the list, each followed by those that it explains. */
  readonly ids: readonly number[];
}

interface Grouping extends CountedPeriod {
  readonly order: IncidentOrder;
}

interface Rooted {
  readonly root: LocatedFacts;
  /** Oldest first. */
  readonly explained: LocatedFacts[];
}

export function groupIncidents(incidents: readonly LocatedFacts[], grouping: Grouping): readonly FactsGroup[] {
  const groups = new Map<string, Rooted[]>();
  for (const rooted of rootsOf(incidents, grouping)) {
    const { kind, host, monitorId } = rooted.root;
    const key = `${kind} ${host ?? `/${monitorId}`}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rooted]);
    else group.push(rooted);
  }
  const { order } = grouping;
  return [...groups.values()]
    .flatMap((group) => groupOf(group, grouping))
    .sort(
      (a, b) =>
        Number(b.open > 0) - Number(a.open > 0) ||
        (order === 'length' ? b.longestMs - a.longestMs : b.lastAt - a.lastAt) ||
        b.lastAt - a.lastAt,
    );
}

/** In the order of the list. */
function rootsOf(incidents: readonly LocatedFacts[], { order, nowMs }: Grouping): readonly Rooted[] {
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  const rooted = new Map<number, Rooted>();
  const place = (incident: LocatedFacts): Rooted => {
    const known = rooted.get(incident.id);
    if (known !== undefined) return known;
    const made = { root: incident, explained: [] };
    rooted.set(incident.id, made);
    return made;
  };
  for (const incident of [...incidents].sort((a, b) => a.startedAt - b.startedAt)) {
    const root = rootOf(incident, byId);
    const { explained } = place(root);
    if (root !== incident) explained.push(incident);
  }
  return [...rooted.values()].sort(
    ({ root: a }, { root: b }) =>
      Number(a.endedAt !== null) - Number(b.endedAt !== null) ||
      (order === 'length' ? lengthMs(b, nowMs) - lengthMs(a, nowMs) : b.startedAt - a.startedAt) ||
      b.id - a.id,
  );
}

/** The one at the end of the chain of causes, as far as that lies within the period. */
function rootOf(incident: LocatedFacts, byId: ReadonlyMap<number, LocatedFacts>): LocatedFacts {
  let root = incident;
  for (let steps = 0; steps < byId.size; steps += 1) {
    const cause = root.causedBy === null ? undefined : byId.get(root.causedBy);
    if (cause === undefined) break;
    root = cause;
  }
  return root;
}

function groupOf(group: readonly Rooted[], grouping: Grouping): readonly FactsGroup[] {
  const [first] = group;
  if (first === undefined) return [];
  const all = group.flatMap(({ root, explained }) => [root, ...explained]);
  const { kind, host } = first.root;
  return [
    {
      kind,
      host,
      monitors: new Set(all.map(({ monitorId }) => monitorId)).size,
      count: all.length,
      open: all.filter(({ endedAt }) => endedAt === null).length,
      downMs: all.reduce((sum, incident) => sum + lengthWithin(incident, grouping), 0),
      longestMs: all.reduce((most, incident) => Math.max(most, lengthMs(incident, grouping.nowMs)), 0),
      lastAt: all.reduce((last, { startedAt }) => Math.max(last, startedAt), 0),
      ids: all.map(({ id }) => id),
    },
  ];
}
