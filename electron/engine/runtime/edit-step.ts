/** What an edit makes of a monitor's state: it pauses, goes on, or moves the deadline. */
import type { Monitor } from '../../contract/monitors/registry.ts';
import { stepReschedule } from '../kinds/heartbeat/deadline.ts';
import { heartbeatPolicy } from '../kinds/heartbeat/heartbeats.ts';
import type { Step } from '../state/step.ts';
import { pause, resume } from '../state/transition.ts';
import type { WatchedMonitor } from './watched-monitor.ts';

/** @param before null: the monitor is new. @returns null: nothing changes. */
export function editStep(
  { monitor, tracking }: Pick<WatchedMonitor, 'monitor' | 'tracking'>,
  before: Monitor | null,
  nowMs: number,
): Step | null {
  const isPaused = tracking.state === 'paused';
  if (isPaused === monitor.enabled) return monitor.enabled ? resume(tracking, nowMs) : pause(tracking, nowMs);
  if (monitor.kind !== 'heartbeat' || before?.kind !== 'heartbeat') return null;
  return stepReschedule(tracking, { from: heartbeatPolicy(before), to: heartbeatPolicy(monitor), nowMs });
}
