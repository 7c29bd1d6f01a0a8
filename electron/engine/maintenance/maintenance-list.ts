/** The maintenance windows in memory. Updated after the store has committed them. */
import type { MaintenanceWindow } from '../../contract/model/maintenance.ts';
import type { Monitor } from '../../contract/monitors/registry.ts';
import { activeUntil, nextChangeAt, type PlannedWindow } from './window-times.ts';

export interface MaintenanceList {
  readonly all: () => readonly PlannedWindow[];
  readonly find: (id: string) => PlannedWindow | null;
  readonly put: (planned: PlannedWindow) => void;
  readonly remove: (id: string) => void;
  /** Whether a window that covers the monitor is active. */
  readonly covers: (monitor: Covered, atMs: number) => boolean;
  /** When a window starts or ends next; Infinity: never. */
  readonly nextChangeAt: (atMs: number) => number;
}

type Covered = Pick<Monitor, 'id' | 'tags'>;

export function isCovered({ id, tags }: Covered, { covers }: Pick<MaintenanceWindow, 'covers'>): boolean {
  return covers.all || covers.monitors.includes(id) || tags.some((tag) => covers.tags.includes(tag));
}

export function openMaintenanceList(windows: readonly PlannedWindow[] = []): MaintenanceList {
  const byId = new Map(windows.map((planned) => [planned.window.id, planned]));
  const all = (): readonly PlannedWindow[] => Array.from(byId.values());
  return {
    all,
    find: (id) => byId.get(id) ?? null,
    put(planned) {
      byId.set(planned.window.id, planned);
    },
    remove(id) {
      byId.delete(id);
    },
    covers: (monitor, atMs) =>
      all().some((planned) => isCovered(monitor, planned.window) && activeUntil(planned, atMs) !== null),
    nextChangeAt: (atMs) => Math.min(...all().map((planned) => nextChangeAt(planned, atMs))),
  };
}
