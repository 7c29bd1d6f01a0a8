/** How the start and the end of maintenance change a monitor. */
import { isPinged } from '../../contract/monitors/registry.ts';
import { stepEndOfMaintenance } from '../kinds/heartbeat/maintenance.ts';
import { pingedRoom } from '../kinds/registry.ts';
import { beginMaintenance, endMaintenance } from '../state/maintenance.ts';
import type { Step } from '../state/step.ts';
import type { MonitorEntry } from './monitor-entry.ts';

/** @returns null if nothing changes. */
export function maintenanceStep(
  { monitor, tracking }: Pick<MonitorEntry, 'monitor' | 'tracking'>,
  isCovered: boolean,
  nowMs: number,
): Step | null {
  const isWithin = tracking.state === 'maintenance';
  if (!monitor.enabled || isWithin === isCovered) return null;
  if (isCovered) return beginMaintenance(tracking, nowMs);
  if (!isPinged(monitor)) return endMaintenance(tracking, nowMs);
  return stepEndOfMaintenance(tracking, nowMs, pingedRoom(monitor).policy(monitor));
}
