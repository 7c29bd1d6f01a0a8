/** What the incidents view shows, and how. Kept as the query of its address, which has only what is not as usual. */
import { incidentOrders, type IncidentOrder } from '../../electron/contract/model/history.ts';
import { severities, type Severity } from '../../electron/contract/model/monitor.ts';
import { parsePeriod, periodText, usualPeriod, type Period } from './period.ts';

/** `unseen`: those that still wait for somebody. */
export const shownIncidents = ['all', 'open', 'unseen'] as const;

export interface IncidentFilter {
  readonly period: Period;
  readonly show: (typeof shownIncidents)[number];
  /** Empty: any. */
  readonly severity: Severity | '';
  /** Empty: all. */
  readonly monitorId: string;
  readonly order: IncidentOrder;
  readonly isGrouped: boolean;
}

export function filterOf(query: string): IncidentFilter {
  const given = new URLSearchParams(query);
  const severity = given.get('severity');
  return {
    period: parsePeriod(given.get('period') ?? usualPeriod),
    show: shownIncidents.find((one) => one === given.get('show')) ?? 'all',
    severity: severities.find((one) => one === severity) ?? '',
    monitorId: given.get('monitor') ?? '',
    order: incidentOrders.find((one) => one === given.get('sort')) ?? 'start',
    isGrouped: given.get('group') === 'cause',
  };
}

/** Empty: all as usual. */
export function queryOf({ period, show, severity, monitorId, order, isGrouped }: IncidentFilter): string {
  const given = { period: periodText(period), show, severity, monitor: monitorId, sort: order };
  const usual = { period: usualPeriod, show: 'all', severity: '', monitor: '', sort: 'start' };
  const query = new URLSearchParams(
    Object.entries(given).filter(([name, value]) => value !== usual[name as keyof typeof usual]),
  );
  if (isGrouped) query.set('group', 'cause');
  return query.toString();
}

/** Whether it leaves out some incidents of its period. */
export function isNarrowed({ show, severity, monitorId }: IncidentFilter): boolean {
  return show !== 'all' || severity !== '' || monitorId !== '';
}

interface Asked {
  readonly from: number;
  readonly to: number;
  readonly open?: boolean;
  readonly acknowledged?: boolean;
  readonly severity?: Severity;
  readonly monitorId?: string;
}

/** As the calls take it. */
export function askedOf(
  { show, severity, monitorId }: IncidentFilter,
  { from, to }: { readonly from: number; readonly to: number },
): Asked {
  return {
    from,
    to,
    ...(show === 'all' ? {} : { open: true }),
    ...(show === 'unseen' ? { acknowledged: false } : {}),
    ...(severity === '' ? {} : { severity }),
    ...(monitorId === '' ? {} : { monitorId }),
  };
}
