/**
 * The state of a monitor, derived from the states of its streams, one per location. It is as bad as at least `quorum` of
 * them report, so that a single location with a bad connection does not change it; if fewer than that have a known
 * state, it is unknown. With one location it is the state of that stream.
 */
import type { MonitorState } from '../../contract/model/state.ts';

/** Worst first; a transient state follows the one it may become. A stream in any other state counts as unknown. */
const worstFirst = ['down', 'failing', 'late', 'degraded', 'running', 'up'] as const satisfies readonly MonitorState[];

/** @param quorum at least 1; capped at the number of streams. */
export function monitorState(streams: readonly [MonitorState, ...MonitorState[]], quorum: number): MonitorState {
  const [first, ...others] = streams;
  if (others.length === 0) return first;
  // Pausing a monitor pauses all of its streams.
  if (first === 'paused' || first === 'maintenance') return first;
  const known = worstFirst.flatMap((state) => streams.filter((each) => each === state));
  const agreed = known[Math.min(quorum, streams.length) - 1];
  if (agreed !== undefined) return agreed;
  return streams.includes('unknown') || known.length > 0 ? 'unknown' : 'new';
}
