/** The incidents of a period as a file for spreadsheets (CSV) or scripts (JSON). Pure. */
import type { EvidenceFile, IncidentFileFormat } from '../../contract/calls/history.ts';
import type { WordedIncident } from '../../contract/worded.ts';
import { offsetAt } from '../calendar/wall-clock.ts';
import type { Wording } from '../wording/wording.ts';
import { csvOf } from './csv.ts';

export interface IncidentFileOptions {
  readonly format: IncidentFileFormat;
  readonly from: number;
  readonly to: number;
  /** For all times; null: that of this computer. */
  readonly timezone: string | null;
  readonly nowMs: number;
  readonly wording: Pick<Wording, 'incidentFile'>;
}

/** Of years with four digits. A period without a beginning or an end goes far beyond them. */
const lastDay = Date.UTC(9999, 11, 30);

export function incidentFile(incidents: readonly WordedIncident[], options: IncidentFileOptions): EvidenceFile {
  const { format, from, to, timezone, wording } = options;
  const records = incidents.map((incident) => recordOf(incident, options));
  const day = (atMs: number): string => localTime(Math.min(Math.max(atMs, 0), lastDay), timezone).slice(0, 10);
  const name = `incidents-${day(from)}-${day(to)}.${format}`;
  if (format === 'json') return { name, text: `${JSON.stringify(records, null, 2)}\n` };
  const columns = Object.keys(wording.incidentFile) as (keyof IncidentRecord)[];
  const rows = records.map((record) => columns.map((column) => record[column]));
  return { name, text: csvOf([columns.map((column) => wording.incidentFile[column]), ...rows]) };
}

/** The columns of the CSV, as the JSON names them. Times as in ISO 8601, with their offset. */
interface IncidentRecord {
  readonly id: number;
  readonly monitor: string;
  readonly monitorId: string;
  readonly severity: string;
  readonly startedAt: string;
  readonly confirmedAt: string;
  readonly endedAt: string | null;
  /** So far, if it is open. */
  readonly seconds: number;
  readonly reason: string;
  readonly acknowledgedAt: string | null;
  readonly note: string;
  /** The incident that explains it. */
  readonly causedBy: number | null;
}

function recordOf(incident: WordedIncident, { timezone, nowMs }: IncidentFileOptions): IncidentRecord {
  const { id, monitorName: monitor, monitorId, severity, startedAt, confirmedAt, endedAt } = incident;
  const { failure, acknowledgedAt, note, causedBy } = incident;
  const written = (atMs: number | null): string | null => (atMs === null ? null : localTime(atMs, timezone));
  return {
    id,
    monitor,
    monitorId,
    severity,
    startedAt: localTime(startedAt, timezone),
    confirmedAt: localTime(confirmedAt, timezone),
    endedAt: written(endedAt),
    seconds: Math.max(0, (endedAt ?? nowMs) - startedAt) / 1_000,
    reason: failure.message,
    acknowledgedAt: written(acknowledgedAt),
    note,
    causedBy: causedBy?.id ?? null,
  };
}

/** `2026-10-03T12:00:00+02:00` */
function localTime(atMs: number, timezone: string | null): string {
  const offsetMs = offsetAt(atMs, timezone);
  const minutes = Math.abs(offsetMs) / 60_000;
  const twoDigits = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const offset = `${offsetMs < 0 ? '-' : '+'}${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`;
  return `${new Date(atMs + offsetMs).toISOString().slice(0, 19)}${offset}`;
}
