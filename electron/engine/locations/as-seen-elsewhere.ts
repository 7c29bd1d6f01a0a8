/** How long a response takes from elsewhere says little of how long it may take here. Pure. */
import type { Assertion } from '../../contract/model/monitor.ts';

interface Timed {
  readonly assertions: readonly Assertion[];
  readonly degradedAfter: number | null;
}

export function asSeenElsewhere<M extends Timed>(monitor: M): M {
  return { ...monitor, assertions: monitor.assertions.filter(({ on }) => on !== 'responseTime'), degradedAfter: null };
}
