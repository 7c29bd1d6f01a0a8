/** Whether the locations that a monitor names can probe it. */
import { definitionOf, type Location } from '../../contract/locations/registry.ts';
import { isProbed, type Monitor } from '../../contract/monitors/registry.ts';
import { problem, type Problem, type Problems } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { hostOf } from '../monitors/target.ts';
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
  const { name } = location;
  if (!canAsk(location, monitor)) return problem('location-cannot-ask', { name });
  return isTooPrivate(location, monitor) ? problem('needs-public-target', { name }) : null;
}

export function canAsk({ kind }: Location, monitor: Monitor): boolean {
  return definitionOf(kind).asks.includes(monitor.kind);
}

/** A target without a public name or address means nothing to strangers, and is none of their business. */
function isTooPrivate(location: Location, monitor: Monitor): boolean {
  if (!definitionOf(location.kind).isPublic(location)) return false;
  const host = (hostOf(monitor) ?? '').replace(/:\d+$/u, '');
  return scopeOf(host, null) !== 'internet';
}

function intervalProblem(monitor: Monitor): Problem | null {
  if (!isProbed(monitor) || monitor.regionalInterval === null || monitor.locations.length === 0) return null;
  const { interval } = monitor;
  return monitor.regionalInterval < interval ? problem('not-shorter-than-interval', { limit: interval }) : null;
}
