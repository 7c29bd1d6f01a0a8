/** Maintenance windows, in the order of their creation. */
import { z } from 'zod';
import { weekdays } from '../../contract/model/alert.ts';
import type { MaintenanceWindow } from '../../contract/model/maintenance.ts';
import { sources } from '../../contract/model/monitor.ts';
import { parsedJson } from './json-column.ts';
import type { Connection } from './sqlite.ts';
import type { PlannedWindow } from '../maintenance/window-times.ts';

export interface MaintenanceRepository {
  all(): readonly PlannedWindow[];
  save(planned: PlannedWindow): void;
  delete(id: string): void;
}

interface MaintenanceRow {
  readonly definition: string;
  readonly ended_at: number | null;
}

const texts = z.array(z.string());
const common = {
  id: z.string(),
  name: z.string(),
  timezone: z.string().nullable(),
  covers: z.object({ monitors: texts, tags: texts, all: z.boolean() }),
  source: z.enum(sources),
};
const storedWindow: z.ZodType<MaintenanceWindow> = z.union([
  z.object({ ...common, cron: texts, duration: z.number() }),
  z.object({ ...common, days: z.array(z.enum(weekdays)), from: z.string(), to: z.string() }),
  z.object({ ...common, from: z.string(), to: z.string() }),
]);

export function maintenanceRepository(connection: Connection): MaintenanceRepository {
  const selectAll = connection.prepare<[], MaintenanceRow>('SELECT * FROM maintenance ORDER BY position');
  const save = connection.prepare<[string, string, number | null]>(
    `INSERT INTO maintenance (id, definition, ended_at) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET definition = excluded.definition, ended_at = excluded.ended_at`,
  );
  const remove = connection.prepare<[string]>('DELETE FROM maintenance WHERE id = ?');
  return {
    all: () =>
      selectAll.all().map((row) => ({
        window: parsedJson(storedWindow, row.definition, 'maintenance.definition'),
        endedAt: row.ended_at,
      })),
    save({ window, endedAt }) {
      save.run(window.id, JSON.stringify(window), endedAt);
    },
    delete(id) {
      remove.run(id);
    },
  };
}
