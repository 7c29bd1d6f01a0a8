/** What the monitors of a group have in common. */
import type { Monitor } from '../../contract/monitors/registry.ts';
import { hostOf } from '../monitors/target.ts';

export interface SharedFacts {
  /** Without its port; null: not the same. */
  readonly hostname: string | null;
  /** In alphabetical order. */
  readonly tags: readonly string[];
  /** The names of the monitors that all of them depend on. */
  readonly dependsOn: readonly string[];
}

/** Without its port; null: it connects to no host. */
export function hostnameOf(monitor: Monitor): string | null {
  const host = hostOf(monitor);
  return host === null ? null : new URL(`http://${host}`).hostname;
}

/** @param monitors null: it was deleted. */
export function sharedFactsOf(monitors: readonly (Monitor | null)[], nameOf: (id: string) => string): SharedFacts {
  const known = monitors.filter((monitor) => monitor !== null);
  const [first] = known;
  if (first === undefined || known.length < monitors.length) return { hostname: null, tags: [], dependsOn: [] };
  const hostname = hostnameOf(first);
  return {
    hostname: known.every((monitor) => hostnameOf(monitor) === hostname) ? hostname : null,
    tags: first.tags.filter((tag) => known.every(({ tags }) => tags.includes(tag))).sort(),
    dependsOn: first.dependsOn.filter((id) => known.every(({ dependsOn }) => dependsOn.includes(id))).map(nameOf),
  };
}
