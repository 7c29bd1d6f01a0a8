/** How an edit changes the state of a monitor: it pauses, resumes, or moves the deadline. */
import { isPinged, type Monitor } from '../../contract/monitors/registry.ts';
import { stepReschedule, stepResume } from '../kinds/heartbeat/deadline.ts';
import { pingedRoom } from '../kinds/registry.ts';
import type { Step } from '../state/step.ts';
import { pause, resume } from '../state/transition.ts';
import type { MonitorEntry } from './monitor-entry.ts';

/** @param before null for a new monitor. @returns null if nothing changes. */
export function editStep(
  { monitor, tracking }: Pick<MonitorEntry, 'monitor' | 'tracking'>,
  before: Monitor | null,
  nowMs: number,
): Step | null {
  const isPaused = tracking.state === 'paused';
  if (isPaused && monitor.enabled) {
    const resumed = resume(tracking, nowMs);
    return isPinged(monitor) ? stepResume(resumed, nowMs, pingedRoom(monitor).policy(monitor)) : resumed;
  }
  if (isPaused === monitor.enabled) return pause(tracking, nowMs);
  if (before === null || !isPinged(before) || !isPinged(monitor)) return null;
  const { policy } = pingedRoom(monitor);
  return stepReschedule(tracking, { from: policy(before), to: policy(monitor), nowMs });
}
