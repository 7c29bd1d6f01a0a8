/** Maintenance windows: plan, start and end. */
import { z } from 'zod';
import { durationSchema } from '../fields/schema.ts';
import type { MaintenanceView, PlannedMaintenance } from '../model/maintenance.ts';
import { maintenanceCovers, maintenanceInput } from '../schemas.ts';
import { atMs, byId, nothing, takes } from './call.ts';

export const maintenanceCalls = {
  list: takes(nothing).answers<readonly MaintenanceView[]>(),
  /** Creates it, or replaces that of the same id. */
  save: takes(maintenanceInput).answers<MaintenanceView>(),
  /** If it is active, it ends. */
  delete: takes(byId).answers<null>(),
  /** Starts one now. */
  start: takes(
    z.strictObject({ name: z.string().optional(), covers: maintenanceCovers, duration: durationSchema }),
  ).answers<MaintenanceView>(),
  /** Ends it now; a recurring one starts again at its next time. A `conflict` if it is not active. */
  end: takes(byId).answers<MaintenanceView>(),
  /** The periods that overlap [from, to), the earliest first, at most `mostCalendarPeriods`. */
  calendar: takes(z.strictObject({ from: atMs, to: atMs })).answers<readonly PlannedMaintenance[]>(),
};
