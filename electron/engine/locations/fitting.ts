/** Whether the locations that a monitor names can probe it. */
import { definitionOf, type Location } from '../../contract/locations/registry.ts';
import type { Given } from '../../contract/fields/field.ts';
import { isProbed, type Monitor } from '../../contract/monitors/registry.ts';
import { problem, type Problem, type Problems } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { namesOf } from '../monitors/target.ts';
import { scopeOf } from '../network/scope.ts';

export type FindLocation = (id: string) => Location | null;

/** Refuses a monitor whose locations cannot probe it. */
export function withLocationProblems(made: Outcome<Monitor>, find: FindLocation): Outcome<Monitor> {
  if (!made.ok) return made;
  const found = locationProblems(made.value, find);
  return Object.keys(found).length === 0 ? made : refusedFields(found);
}

export function locationProblems(monitor: Monitor, find: FindLocation): Problems {
  const found = monitor.locations.map((id) => problemOf(monitor, id, find)).find((one) => one !== null);
  const own = { locations: found ?? null, regionalInterval: intervalProblem(monitor) };
  return Object.fromEntries(Object.entries(own).flatMap(([path, one]) => (one === null ? [] : [[path, one]])));
}

function problemOf(monitor: Monitor, id: string, find: FindLocation): Problem | null {
  const location = find(id);
  if (location === null) return problem('no-such-location', { id });
  return obstacleTo(location, monitor);
}

/** Null: the location can probe it. */
export function obstacleTo(location: Location, monitor: Monitor): Problem | null {
  const { name } = location;
  if (!isAsked(location, monitor)) return problem('location-cannot-ask', { name });
  const field = obstacleOf(location, monitor);
  if (field !== null)
    return problem(isSet(monitor, field) ? 'location-refuses-field' : 'location-needs-field', { name, field });
  return isTooPrivate(location, monitor) ? problem('needs-public-target', { name }) : null;
}

export function canAsk(location: Location, monitor: Monitor): boolean {
  return isAsked(location, monitor) && obstacleOf(location, monitor) === null;
}

function isAsked({ kind }: Location, monitor: Monitor): boolean {
  return definitionOf(kind).asks.includes(monitor.kind);
}

/** The field because of which it cannot probe the monitor. */
function obstacleOf({ kind }: Location, monitor: Monitor): string | null {
  const obstacles: Readonly<Record<string, unknown>> = definitionOf(kind).obstacles ?? {};
  const find = obstacles[monitor.kind] as ((monitor: Monitor) => string | null) | undefined;
  return find?.(monitor) ?? null;
}

function isSet(monitor: Monitor, field: string): boolean {
  return ((monitor as Given)[field] ?? null) !== null;
}

/** A target without a public name or address means nothing to strangers, and is none of their business. */
function isTooPrivate(location: Location, monitor: Monitor): boolean {
  if (!definitionOf(location.kind).isPublic(location)) return false;
  return namesOf(monitor).some((host) => scopeOf(host, null) !== 'internet');
}

function intervalProblem(monitor: Monitor): Problem | null {
  if (!isProbed(monitor) || monitor.regionalInterval === null || monitor.locations.length === 0) return null;
  const { interval } = monitor;
  return monitor.regionalInterval < interval ? problem('not-shorter-than-interval', { limit: interval }) : null;
}
