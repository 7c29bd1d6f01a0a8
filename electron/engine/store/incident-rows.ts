/** Rows of incidents, and how they are mapped. */
import type { Incident } from '../../contract/model/history.ts';
import { severities } from '../../contract/model/monitor.ts';
import { oneOf } from './closed-set.ts';
import { failureFrom } from './failure-column.ts';
import type { SqlValue, Statement } from './sqlite.ts';
import type { IncidentFilter } from './incident-repository.ts';

export interface IncidentRow {
  readonly id: number;
  readonly monitor_id: string;
  readonly monitor_name: string;
  readonly severity: string;
  readonly started_at: number;
  readonly detected_at: number;
  readonly confirmed_at: number;
  readonly ended_at: number | null;
  readonly failure: string;
  readonly last_good_at: number | null;
  readonly acknowledged_at: number | null;
  readonly note: string;
  readonly caused_by: number | null;
  readonly cause_name: string | null;
  readonly caused: number;
}

export type IncidentById = Statement<[number], IncidentRow>;

/** To be followed by conditions. */
export const incidents = `SELECT incidents.*, monitors.id AS monitor_id,
     (SELECT cause.monitor_name FROM incidents AS cause WHERE cause.id = incidents.caused_by) AS cause_name,
     (SELECT count(*) FROM incidents AS effect WHERE effect.caused_by = incidents.id) AS caused
   FROM incidents JOIN monitors ON monitors.key = incidents.monitor`;

export function incidentOf(row: IncidentRow): Incident {
  return {
    id: row.id,
    monitorId: row.monitor_id,
    monitorName: row.monitor_name,
    severity: oneOf(severities, row.severity, 'incidents.severity'),
    startedAt: row.started_at,
    detectedAt: row.detected_at,
    confirmedAt: row.confirmed_at,
    endedAt: row.ended_at,
    failure: failureFrom(row.failure),
    acknowledgedAt: row.acknowledged_at,
    note: row.note,
    causedBy: row.caused_by === null ? null : { id: row.caused_by, monitorName: row.cause_name },
    caused: row.caused,
  };
}

/** With `wantedValues`; what is not asked for holds for every row. */
export const isWanted = `severity = ifnull(?, severity)
      AND (acknowledged_at IS NOT NULL) = ifnull(?, acknowledged_at IS NOT NULL)`;

export function wantedValues({ severity, acknowledged }: IncidentFilter): readonly SqlValue[] {
  return [severity ?? null, acknowledged === undefined ? null : Number(acknowledged)];
}
