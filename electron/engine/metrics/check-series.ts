/**
 * The series of a check, under the names that Prometheus' blackbox_exporter gives them (prober/*.go), so that dashboards
 * and alert rules written for it work here too. What is not known has no sample. Pure.
 */
import type { CheckDetail, PhaseName } from '../../contract/model/state.ts';
import type { Family } from './exposition.ts';

export type MeasuredCheck = Pick<
  CheckDetail,
  'verdict' | 'responseTime' | 'phases' | 'response' | 'certificate' | 'figures'
>;

export interface CheckSeries {
  readonly name: CheckSeriesName;
  readonly unit: Family['unit'];
  /** Null: there is no sample. By label, where the series has one of its own. */
  readonly read: (check: MeasuredCheck) => number | null | readonly Labelled[];
}

interface Labelled {
  /** As it is written: `phase="connect"`. */
  readonly label: string;
  readonly value: number;
}

type CheckSeriesName =
  | 'probe_success'
  | 'probe_duration_seconds'
  | 'probe_dns_lookup_time_seconds'
  | 'probe_http_status_code'
  | 'probe_http_version'
  | 'probe_http_ssl'
  | 'probe_http_duration_seconds'
  | 'probe_icmp_duration_seconds'
  | 'probe_ssl_earliest_cert_expiry';

export const checkSeries: readonly CheckSeries[] = [
  { name: 'probe_success', unit: null, read: ({ verdict }) => successOf(verdict) },
  { name: 'probe_duration_seconds', unit: 'seconds', read: durationOf },
  {
    name: 'probe_dns_lookup_time_seconds',
    unit: 'seconds',
    read: ({ phases }) => (phases === null ? null : seconds(phases.dns)),
  },
  { name: 'probe_http_status_code', unit: null, read: ({ response }) => response?.status ?? null },
  { name: 'probe_http_version', unit: null, read: versionOf },
  {
    name: 'probe_http_ssl',
    unit: null,
    read: ({ response, certificate }) => (response === null ? null : Number(certificate !== null)),
  },
  { name: 'probe_http_duration_seconds', unit: 'seconds', read: phasesOf },
  { name: 'probe_icmp_duration_seconds', unit: 'seconds', read: roundTripOf },
  {
    name: 'probe_ssl_earliest_cert_expiry',
    unit: null,
    read: ({ certificate }) => (certificate === null ? null : Math.floor(certificate.validTo / 1_000)),
  },
];

function successOf(verdict: MeasuredCheck['verdict']): number | null {
  return verdict === 'inconclusive' ? null : Number(verdict !== 'fail');
}

/** Where there was no response, how long the check took until it failed. */
function durationOf({ responseTime, phases }: MeasuredCheck): number | null {
  if (responseTime !== null) return seconds(responseTime);
  if (phases === null) return null;
  return seconds(Object.values(phases).reduce<number>((sum, ms) => sum + (ms ?? 0), 0));
}

function versionOf({ response }: MeasuredCheck): number | null {
  const version = Number(response?.httpVersion.replace(/^HTTP\//iu, '') || NaN);
  return Number.isNaN(version) ? null : version;
}

/** The exporter's names of the phases. One that was not needed took no time. */
const phaseLabels: readonly (readonly [PhaseName, string])[] = [
  ['dns', 'phase="resolve"'],
  ['connect', 'phase="connect"'],
  ['tls', 'phase="tls"'],
  ['firstByte', 'phase="processing"'],
  ['download', 'phase="transfer"'],
];

function phasesOf({ response, phases }: MeasuredCheck): readonly Labelled[] {
  if (response === null || phases === null) return [];
  return phaseLabels.map(([phase, label]) => ({ label, value: seconds(phases[phase]) }));
}

/** Packets are lost of echo requests alone. */
function roundTripOf({ figures, responseTime }: MeasuredCheck): readonly Labelled[] {
  if (figures?.['packetLoss'] === undefined || responseTime === null) return [];
  return [{ label: 'phase="rtt"', value: seconds(responseTime) }];
}

function seconds(ms: number | null): number {
  return Math.round((ms ?? 0) * 1_000) / 1_000_000;
}
