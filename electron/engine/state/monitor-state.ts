/**
 * The state of a monitor, made of what is seen of it from each of its locations. It is as bad as at least `quorum` of
 * them say, so that one location with a bad line alone does not turn it; where fewer than that know anything, nothing
 * is known. Seen from one location it is what is seen there.
 */
import type { MonitorState } from '../../contract/model/state.ts';

/** Worst first; passing moments stand beside what they may become. Nothing is known of a stream in any other state. */
const worstFirst = ['down', 'failing', 'late', 'degraded', 'running', 'up'] as const satisfies readonly MonitorState[];

/** @param quorum at least 1; more than there are streams is all of them. */
export function monitorState(streams: readonly [MonitorState, ...MonitorState[]], quorum: number): MonitorState {
  const [first, ...others] = streams;
  if (others.length === 0) return first;
  // Whoever pauses a monitor pauses all of its streams.
  if (first === 'paused' || first === 'maintenance') return first;
  const known = worstFirst.flatMap((state) => streams.filter((each) => each === state));
  const agreed = known[Math.min(quorum, streams.length) - 1];
  if (agreed !== undefined) return agreed;
  return streams.includes('unknown') || known.length > 0 ? 'unknown' : 'new';
}
