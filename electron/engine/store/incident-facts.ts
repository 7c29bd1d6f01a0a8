/** What is counted of the incidents of a period, of all of them at once. */
import type { IncidentFacts } from '../history/incident-facts.ts';
import { failureFrom } from './failure-column.ts';
import { isWanted, wantedValues } from './incident-rows.ts';
import type { Connection, SqlValue } from './sqlite.ts';
import type { IncidentRepository } from './incident-repository.ts';

interface FactsRow {
  readonly id: number;
  readonly monitor_id: string;
  readonly monitor_name: string;
  readonly started_at: number;
  readonly confirmed_at: number;
  readonly ended_at: number | null;
  readonly acknowledged_at: number | null;
  readonly caused_by: number | null;
  readonly failure: string;
}

export function incidentFacts(connection: Connection): IncidentRepository['facts'] {
  // Each half by an index of its own.
  const select = connection.prepare<SqlValue[], FactsRow>(
    `SELECT incidents.id, monitors.id AS monitor_id, monitor_name, started_at, confirmed_at, ended_at, acknowledged_at,
       caused_by, failure
     FROM incidents JOIN monitors ON monitors.key = incidents.monitor
     WHERE incidents.id IN
         (SELECT id FROM incidents INDEXED BY incidents_open WHERE ended_at IS NULL
          UNION ALL SELECT id FROM incidents INDEXED BY incidents_by_time WHERE ended_at > ?)
       AND started_at < ? AND monitors.id = ifnull(?, monitors.id)
       AND (ended_at IS NULL) = ifnull(?, ended_at IS NULL) AND ${isWanted}`,
  );
  return ({ from, to, monitorId = null, open, ...filter }) =>
    select.all(from, to, monitorId, open === undefined ? null : Number(open), ...wantedValues(filter)).map(factsOf);
}

function factsOf(row: FactsRow): IncidentFacts {
  return {
    id: row.id,
    monitorId: row.monitor_id,
    monitorName: row.monitor_name,
    startedAt: row.started_at,
    confirmedAt: row.confirmed_at,
    endedAt: row.ended_at,
    acknowledgedAt: row.acknowledged_at,
    causedBy: row.caused_by,
    failure: failureFrom(row.failure),
  };
}
