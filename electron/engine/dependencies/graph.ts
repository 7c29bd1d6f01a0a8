/** Which monitors a monitor depends on, and which depend on it, directly or through others. There are no circles. */
import type { Monitor } from '../../contract/monitors/registry.ts';

export type Dependent = Pick<Monitor, 'id' | 'dependsOn'>;

/** The farthest first: those that nothing else explains. Ids without a monitor are left out. */
export function ancestorsOf<T extends { readonly monitor: Dependent }>(
  monitor: Dependent,
  find: (id: string) => T | null,
): readonly T[] {
  const seen = new Set([monitor.id]);
  const found: T[] = [];
  const visit = ({ dependsOn }: Dependent): void => {
    for (const id of dependsOn) {
      const ancestor = seen.has(id) ? null : find(id);
      seen.add(id);
      if (ancestor === null) continue;
      visit(ancestor.monitor);
      found.push(ancestor);
    }
  };
  visit(monitor);
  return found;
}

/** How many of the monitors depend on each id. */
export function countsBehind(monitors: readonly Dependent[]): ReadonlyMap<string, number> {
  const children = new Map<string, string[]>();
  for (const { id, dependsOn } of monitors) {
    for (const parent of dependsOn) children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const countOf = (id: string): number => {
    const behind = new Set<string>();
    const visit = (parent: string): void => {
      for (const child of children.get(parent) ?? []) {
        if (child === id || behind.has(child)) continue;
        behind.add(child);
        visit(child);
      }
    };
    visit(id);
    return behind.size;
  };
  return new Map(Array.from(children.keys(), (id) => [id, countOf(id)]));
}

/** The ids from the monitor back to itself; null: there is no circle. */
export function circleOf(monitor: Dependent, find: (id: string) => Dependent | null): readonly string[] | null {
  const seen = new Set<string>();
  const pathFrom = ({ id, dependsOn }: Dependent): readonly string[] | null => {
    for (const next of dependsOn) {
      if (next === monitor.id) return [id, next];
      const known = seen.has(next) ? null : find(next);
      seen.add(next);
      const rest = known === null ? null : pathFrom(known);
      if (rest !== null) return [id, ...rest];
    }
    return null;
  };
  return pathFrom(monitor);
}
