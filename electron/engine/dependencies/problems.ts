/** Whether a monitor may depend on what it names: known monitors, not itself, and no circle. */
import type { Monitor } from '../../contract/monitors/registry.ts';
import { problem, type Problem } from '../../contract/problems.ts';
import { refusedFields, type Outcome } from '../../contract/refusal.ts';
import { circleOf, type Dependent } from './graph.ts';

export type FindMonitor = (id: string) => Dependent | null;

export function withDependencyProblem(made: Outcome<Monitor>, find: FindMonitor): Outcome<Monitor> {
  if (!made.ok) return made;
  const found = dependencyProblem(made.value, find);
  return found === null ? made : refusedFields({ dependsOn: found });
}

export function dependencyProblem(monitor: Dependent, find: FindMonitor): Problem | null {
  const { id, dependsOn } = monitor;
  if (dependsOn.includes(id)) return problem('depends-on-itself');
  const unknown = dependsOn.find((other) => find(other) === null);
  if (unknown !== undefined) return problem('no-such-monitor', { id: unknown });
  const ids = circleOf(monitor, find);
  return ids === null ? null : problem('dependency-cycle', { ids });
}
