/** The past: incidents, checks, series, uptime, spans and pings. */
import { z } from 'zod';
import type { Annotation } from '../model/annotation.ts';
import type { Figure, FigureSeries } from '../model/figure.ts';
import {
  incidentOrders,
  mostUptimeDays,
  mostUptimes,
  type IncidentGroups,
  type IncidentTotals,
  type MonitorUptime,
  type Ping,
  type PingKey,
  type Series,
  type Span,
  type Uptime,
} from '../model/history.ts';
import { severities } from '../model/monitor.ts';
import type { Page } from '../model/page.ts';
import type { WordedCheck, WordedCheckDetail, WordedIncident, WordedIncidentDetail } from '../worded.ts';
import { atMs, byNumber, id, nothing, ofMonitorBetween, paging, takes } from './call.ts';

/** Secrets are redacted. */
export interface EvidenceFile {
  readonly name: string;
  readonly text: string;
}

const anyIncident = {
  monitorId: id.optional(),
  open: z.boolean().optional(),
  severity: z.enum(severities).optional(),
  acknowledged: z.boolean().optional(),
};
const order = z.enum(incidentOrders).optional();
const incidentFilter = z.strictObject({
  ...anyIncident,
  /** Those that this incident has caused. */
  causedBy: z.number().int().optional(),
  from: atMs.optional(),
  to: atMs.optional(),
  order,
  ...paging,
});
const incidentFileFormats = ['csv', 'json'] as const;
export type IncidentFileFormat = (typeof incidentFileFormats)[number];

const incidentPeriod = { ...anyIncident, from: atMs, to: atMs };

export const incidentCalls = {
  /** Open ones first, then newest or longest first. `from` and `to`: those that overlap them. */
  list: takes(incidentFilter).answers<Page<WordedIncident>>(),
  /** Of all that `list` would return page by page. */
  totals: takes(z.strictObject(incidentPeriod)).answers<IncidentTotals>(),
  /** The same incidents by what they have in common. */
  groups: takes(z.strictObject({ ...incidentPeriod, order })).answers<IncidentGroups<WordedIncident>>(),
  /** All that `list` would return, as a file with times in this zone, an IANA name; absent: that of the engine. */
  export: takes(
    z.strictObject({
      ...incidentPeriod,
      order,
      format: z.enum(incidentFileFormats),
      timezone: z.string().optional(),
    }),
  ).answers<EvidenceFile>(),
  get: takes(byNumber).answers<WordedIncidentDetail>(),
  /** The same as one text for people, a file to attach to a ticket: Markdown, readable as it is. */
  evidence: takes(byNumber).answers<EvidenceFile>(),
  /** Without a note an earlier one is kept. */
  acknowledge: takes(byNumber.extend({ note: z.string().optional() })).answers<WordedIncident>(),
};

/** Absent: this computer. */
const fromLocation = { locationId: id.optional() };

export const historyCalls = {
  checks: takes(
    z.strictObject({ monitorId: id, ...fromLocation, failuresOnly: z.boolean().optional(), ...paging }),
  ).answers<Page<WordedCheck>>(),
  check: takes(z.strictObject({ monitorId: id, ...fromLocation, at: atMs })).answers<WordedCheckDetail>(),
  /** The same as a file, like that of an incident. */
  evidence: takes(z.strictObject({ monitorId: id, ...fromLocation, at: atMs })).answers<EvidenceFile>(),
  /** Raw up to two days, hourly up to 30, daily beyond. */
  series: takes(
    z.strictObject({ ...ofMonitorBetween, ...fromLocation, phases: z.boolean().optional() }),
  ).answers<Series>(),
  /** Those that its checks have had, within the history that is kept. */
  figures: takes(z.strictObject({ monitorId: id, ...fromLocation })).answers<readonly Figure[]>(),
  /** In the resolutions of `series`. Of a name that no check had: empty. */
  figureSeries: takes(
    z.strictObject({ ...ofMonitorBetween, ...fromLocation, figure: z.string() }),
  ).answers<FigureSeries>(),
  uptime: takes(z.strictObject(ofMonitorBetween)).answers<Uptime>(),
  /**
   * Of many monitors, over the 24 hours and the 30 days up to now; ids that do not exist are left out. `dayStarts`: the
   * days of the reader's calendar, oldest first; each ends where the next begins, and the last one now.
   */
  uptimes: takes(
    z.strictObject({
      monitorIds: z.array(id).max(mostUptimes),
      dayStarts: z.array(atMs).max(mostUptimeDays).optional(),
    }),
  ).answers<readonly MonitorUptime[]>(),
  /** Of another location: `up`, `down` or `unknown`. */
  spans: takes(z.strictObject({ ...ofMonitorBetween, ...fromLocation })).answers<readonly Span[]>(),
  /** Newest first; of more than some hundreds the newest. */
  annotations: takes(z.strictObject(ofMonitorBetween)).answers<readonly Annotation[]>(),
};

export const pingCalls = {
  list: takes(z.strictObject({ monitorId: id, failuresOnly: z.boolean().optional(), ...paging })).answers<Page<Ping>>(),
  /** The run that a ping starts, ends or belongs to, with what it printed: a file, like that of an incident. */
  evidence: takes(byNumber.extend({ monitorId: id })).answers<EvidenceFile>(),
  /** The key in ping URLs that name their monitor by its id; null: there is none. */
  key: takes(nothing).answers<PingKey>(),
  /** Null: such URLs stop working. Without a key, one is made. */
  setKey: takes(z.strictObject({ key: z.string().nullable().optional() })).answers<PingKey>(),
};
