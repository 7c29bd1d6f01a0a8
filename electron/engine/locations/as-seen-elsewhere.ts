/** The monitor as other locations evaluate it: limits on response time are meant for this computer alone. Pure. */
import type { Assertion } from '../../contract/model/monitor.ts';

interface Timed {
  readonly assertions: readonly Assertion[];
  readonly degradedAfter: number | null;
}

export function asSeenElsewhere<M extends Timed>(monitor: M): M {
  return { ...monitor, assertions: monitor.assertions.filter(({ on }) => on !== 'responseTime'), degradedAfter: null };
}
